/* The hand-written competitor in Node: an N-API addon in C
 * (arguments read once, no object crossed, text into a stack buffer). */
#include <node_api.h>
#include <stdlib.h>

#include "bench.h"

/* Texts up to this many bytes need no allocation. */
#define SMALL_TEXT 2048

#define CHECK(call)                                                                                \
    do {                                                                                           \
        if ((call) != napi_ok) {                                                                   \
            napi_throw_type_error(env, NULL, "wrong argument in " #call);                          \
            return NULL;                                                                           \
        }                                                                                          \
    } while (0)

static napi_value js_add(napi_env env, napi_callback_info info)
{
    size_t count = 2;
    napi_value args[2], result;
    int32_t a, b;
    CHECK(napi_get_cb_info(env, info, &count, args, NULL, NULL));
    CHECK(napi_get_value_int32(env, args[0], &a));
    CHECK(napi_get_value_int32(env, args[1], &b));
    CHECK(napi_create_int32(env, add(a, b), &result));
    return result;
}

static napi_value js_sum_bytes(napi_env env, napi_callback_info info)
{
    size_t count = 2, available;
    napi_value args[2], result;
    uint32_t length;
    void *data;
    CHECK(napi_get_cb_info(env, info, &count, args, NULL, NULL));
    CHECK(napi_get_typedarray_info(env, args[0], NULL, &available, &data, NULL, NULL));
    CHECK(napi_get_value_uint32(env, args[1], &length));
    if (length > available) {
        napi_throw_range_error(env, NULL, "length is larger than the array");
        return NULL;
    }
    CHECK(napi_create_uint32(env, sum_bytes(data, length), &result));
    return result;
}

static napi_value js_norm3(napi_env env, napi_callback_info info)
{
    size_t count = 3;
    napi_value args[3], result;
    struct vec3 v;
    CHECK(napi_get_cb_info(env, info, &count, args, NULL, NULL));
    CHECK(napi_get_value_double(env, args[0], &v.x));
    CHECK(napi_get_value_double(env, args[1], &v.y));
    CHECK(napi_get_value_double(env, args[2], &v.z));
    CHECK(napi_create_double(env, norm3(&v), &result));
    return result;
}

static napi_value js_count_text(napi_env env, napi_callback_info info)
{
    size_t count = 1, bytes;
    napi_value args[1], result;
    char small[SMALL_TEXT], *text = small;
    unsigned letters;
    CHECK(napi_get_cb_info(env, info, &count, args, NULL, NULL));
    CHECK(napi_get_value_string_utf8(env, args[0], small, sizeof small, &bytes));
    if (bytes == sizeof small - 1) {
        CHECK(napi_get_value_string_utf8(env, args[0], NULL, 0, &bytes));
        text = malloc(bytes + 1);
        if (!text)
            return NULL;
        napi_get_value_string_utf8(env, args[0], text, bytes + 1, &bytes);
    }
    letters = count_text(text);
    if (text != small)
        free(text);
    CHECK(napi_create_uint32(env, letters, &result));
    return result;
}

/* The JavaScript function that `visit` calls: bench.h's callback has no user data. */
static struct {
    napi_env env;
    napi_value function, receiver;
} visitor;

static int visit(int i)
{
    napi_value given, result;
    int32_t number = 0;
    if (napi_create_int32(visitor.env, i, &given) == napi_ok &&
        napi_call_function(visitor.env, visitor.receiver, visitor.function, 1, &given, &result) ==
            napi_ok)
        napi_get_value_int32(visitor.env, result, &number);
    return number;
}

static napi_value js_visit_all(napi_env env, napi_callback_info info)
{
    size_t count = 2;
    napi_value args[2], result;
    int32_t visits;
    CHECK(napi_get_cb_info(env, info, &count, args, NULL, NULL));
    CHECK(napi_get_value_int32(env, args[1], &visits));
    CHECK(napi_get_undefined(env, &visitor.receiver));
    visitor.env = env;
    visitor.function = args[0];
    CHECK(napi_create_int32(env, visit_all(visit, visits), &result));
    return result;
}

static napi_value js_negate(napi_env env, napi_callback_info info)
{
    size_t count = 2, available;
    napi_value args[2], result;
    int32_t length;
    void *data;
    CHECK(napi_get_cb_info(env, info, &count, args, NULL, NULL));
    CHECK(napi_get_typedarray_info(env, args[0], NULL, &available, &data, NULL, NULL));
    CHECK(napi_get_value_int32(env, args[1], &length));
    if (length < 0 || (size_t)length > available) {
        napi_throw_range_error(env, NULL, "length is larger than the array");
        return NULL;
    }
    CHECK(napi_create_int32(env, negate(data, length), &result));
    return result;
}

NAPI_MODULE_INIT()
{
    const napi_property_descriptor functions[] = {
        {"add", NULL, js_add, NULL, NULL, NULL, napi_enumerable, NULL},
        {"sumBytes", NULL, js_sum_bytes, NULL, NULL, NULL, napi_enumerable, NULL},
        {"norm3", NULL, js_norm3, NULL, NULL, NULL, napi_enumerable, NULL},
        {"countText", NULL, js_count_text, NULL, NULL, NULL, napi_enumerable, NULL},
        {"visitAll", NULL, js_visit_all, NULL, NULL, NULL, napi_enumerable, NULL},
        {"negate", NULL, js_negate, NULL, NULL, NULL, napi_enumerable, NULL},
    };
    CHECK(napi_define_properties(env, exports, sizeof functions / sizeof *functions, functions));
    return exports;
}
