typedef struct db db;
typedef struct query query;
typedef struct cursor cursor;
typedef enum status { LIB_OK = 0, LIB_BUSY = 5, LIB_BROKEN = -1 } status;
typedef enum kind { KIND_NUMBER, KIND_TEXT = 3 } kind;

#define LIB_DONE 101
#define LIB_DEFAULT_LEVEL (-1)
#define LIB_NAME "lib"
#define LIB_RATIO 0.5

typedef struct stream {
    const unsigned char *next_in;
    unsigned avail_in;
    unsigned char *next_out;
    unsigned avail_out;
    const char *msg;
    unsigned flags : 3;
    double rate;
    struct { int depth; } inner;
    int counts[4];
} stream;

typedef struct event {
    kind what;
    union { long number; const char *text; } u;
} event;

typedef struct matrix { int rows, columns; } matrix;

typedef int (*row_fn)(void *arg, int count, char **values, char **names);
typedef void (*free_fn)(void *arg);
typedef void (*error_fn)(db *d, const char *message);
typedef int (*read_fn)(void *arg, unsigned char *into, unsigned size);

unsigned long bound(unsigned long size);
status compress(unsigned char *dest, unsigned long *dest_size, const unsigned char *source, unsigned long source_size, int level);
long sum(const int *values, unsigned count);
long sum_bytes(const int *values, unsigned size);
void scale(double *values, unsigned count, double by);
void add(const double *a, const double *b, double *into, unsigned count);
int log_text(const char *text, int length);
int log_wide(const unsigned short *text, int length);
int name_of(int number, char *into, int size);
int wide_name_of(int number, unsigned short *into, int size);
char *copy_name(int number, int *size);
int *copy_values(unsigned *count);
void release(void *memory);
void release_two(void *memory, int how);
const char *status_text(int code);
void bounds(int *least, int *most);
void clamp(int *value, int least);
void describe(matrix *m);

status db_open(const char *path, db **out, int flags);
status db_close(db *d);
void db_close_all(db **d);
const char *db_message(db *d);
status db_exec(db *d, const char *sql, row_fn row, void *arg);
void db_on_busy(db *d, row_fn handler, void *arg);
void db_busy_timeout(db *d, int ms);
status db_function(db *d, const char *name, void *arg, row_fn run, free_fn destroy);
void db_on_error(db *d, error_fn report);
void db_reader(db *d, void *arg, read_fn read);
status db_prepare(db *d, const char *sql, query **out, const char **tail);
db *query_db(query *q);
query *db_first(db *d);
int query_step(query *q);
void query_end(query *q);
const unsigned char *query_text(query *q, int column);
int query_bytes(query *q, int column);
const int *query_peek(query *q);
cursor *cursor_new(query *q);
void cursor_free(db *d, cursor **c);
int cursor_move(cursor *c, int by);

int encode_init(stream *s, int level);
int encode(stream *s, int flush);
int encode_end(stream *s);
int decode_init(stream *s);
int decode(stream *s, int flush);
int decode_end(stream *s);
void handle(const event *e);
void print(const char *format, ...);
void set_rate(float rate);
void set_flags(unsigned char flags, unsigned long size);
