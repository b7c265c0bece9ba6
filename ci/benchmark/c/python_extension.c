/* The hand-written competitor in Python: a C extension as an expert writes it
 * (METH_FASTCALL, buffers borrowed, text without a copy). */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "bench.h"

static int has_count(Py_ssize_t got, Py_ssize_t expected)
{
    if (got == expected)
        return 1;
    PyErr_Format(PyExc_TypeError, "expected %zd arguments, got %zd", expected, got);
    return 0;
}

/* A Python int as a C int, range-checked. */
static int to_int(PyObject *value, int *result)
{
    int overflow;
    long wide = PyLong_AsLongAndOverflow(value, &overflow);
    if (wide == -1 && !overflow && PyErr_Occurred())
        return 0;
    if (overflow || wide != (int)wide) {
        PyErr_SetString(PyExc_OverflowError, "does not fit in an int");
        return 0;
    }
    *result = (int)wide;
    return 1;
}

static PyObject *py_add(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    int a, b;
    (void)module;
    if (!has_count(count, 2) || !to_int(args[0], &a) || !to_int(args[1], &b))
        return NULL;
    return PyLong_FromLong(add(a, b));
}

static PyObject *py_sum_bytes(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    int length;
    Py_buffer view;
    unsigned sum;
    (void)module;
    if (!has_count(count, 2) || !to_int(args[1], &length))
        return NULL;
    if (PyObject_GetBuffer(args[0], &view, PyBUF_SIMPLE) != 0)
        return NULL;
    sum = sum_bytes(view.buf, (unsigned)length);
    PyBuffer_Release(&view);
    return PyLong_FromUnsignedLong(sum);
}

static PyObject *py_norm3(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    struct vec3 v;
    (void)module;
    if (!has_count(count, 3))
        return NULL;
    v.x = PyFloat_AsDouble(args[0]);
    v.y = PyFloat_AsDouble(args[1]);
    v.z = PyFloat_AsDouble(args[2]);
    if (PyErr_Occurred())
        return NULL;
    return PyFloat_FromDouble(norm3(&v));
}

static PyObject *py_count_text(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    const char *text;
    (void)module;
    if (!has_count(count, 1))
        return NULL;
    text = PyUnicode_AsUTF8(args[0]);
    return text ? PyLong_FromUnsignedLong(count_text(text)) : NULL;
}

#define METHOD(name) {#name, (PyCFunction)(void (*)(void))py_##name, METH_FASTCALL, NULL}

static PyMethodDef methods[] = {
    METHOD(add), METHOD(sum_bytes), METHOD(norm3), METHOD(count_text), {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "bench_extension", NULL, -1, methods, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit_bench_extension(void)
{
    return PyModule_Create(&definition);
}
