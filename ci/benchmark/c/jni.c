/* The hand-written competitor in Java: JNI in C, with what is quickest for each case
 * (critical access for arrays, three doubles instead of an object). */
#include <jni.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

/* Texts up to this many bytes need no allocation. */
#define SMALL_TEXT 2048

#define NATIVE(result, name) JNIEXPORT result JNICALL Java_bench_JniRows_##name

NATIVE(jint, add)(JNIEnv *env, jclass type, jint a, jint b)
{
    (void)env, (void)type;
    return add(a, b);
}

NATIVE(jint, sumBytes)(JNIEnv *env, jclass type, jbyteArray data, jint length)
{
    unsigned sum;
    jbyte *bytes;
    (void)type;
    if (length <= 512) {
        jbyte small[512];
        (*env)->GetByteArrayRegion(env, data, 0, length, small);
        return (jint)sum_bytes((const unsigned char *)small, (unsigned)length);
    }
    bytes = (*env)->GetPrimitiveArrayCritical(env, data, NULL);
    if (!bytes)
        return 0;
    sum = sum_bytes((const unsigned char *)bytes, (unsigned)length);
    (*env)->ReleasePrimitiveArrayCritical(env, data, bytes, JNI_ABORT);
    return (jint)sum;
}

NATIVE(jdouble, norm3)(JNIEnv *env, jclass type, jdouble x, jdouble y, jdouble z)
{
    struct vec3 v = {x, y, z};
    (void)env, (void)type;
    return norm3(&v);
}

NATIVE(jint, countText)(JNIEnv *env, jclass type, jstring text)
{
    char small[SMALL_TEXT];
    jsize bytes = (*env)->GetStringUTFLength(env, text);
    char *copy = bytes < SMALL_TEXT ? small : malloc((size_t)bytes + 1);
    unsigned count;
    (void)type;
    if (!copy)
        return 0;
    (*env)->GetStringUTFRegion(env, text, 0, (*env)->GetStringLength(env, text), copy);
    copy[bytes] = 0;
    count = count_text(copy);
    if (copy != small)
        free(copy);
    return (jint)count;
}
