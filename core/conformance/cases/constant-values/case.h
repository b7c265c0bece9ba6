/** Macros with a value. */
#define ANSWER 42
#define NEGATIVE (-7)
#define HEX 0xFFu
#define OCTAL 0755
#define BINARY 0b1011
#define SHIFTED (1 << 20)
#define MASK (SHIFTED - 1)
#define CHOICE (ANSWER > 40 ? 1 : 2)
#define LETTER 'A'
#define ESCAPED '\n'
#define LARGE 0x7FFFFFFFFFFFFFFFLL
#define LARGEST 0xFFFFFFFFFFFFFFFFULL
#define UNSIGNED_WRAP (0u - 1)
#define SIZE sizeof(struct thing)
#define PI 3.14159
#define TINY 1e-300
#define HALF (1.0 / 2)
#define FLOAT 0.5f
#define HEX_FLOAT 0x1.8p1
#define NAME "sandbridge"
#define JOINED "a" "b"
#define QUOTED "say \"hi\"\n"
#define UNICODE "gr\xc3\xbcn"
#define VERSION_TEXT NAME "-1"
#define ALIAS ANSWER
#define TRUTH (1 == 1)
#define CAST ((unsigned char)300)

#define FUNCTION_LIKE(x) ((x) + 1)
#define EMPTY
#define NOT_A_VALUE struct thing

struct thing {
    int a;
    double b;
};

enum { LOOSE = 3, LOOSER };

int answer(void);
