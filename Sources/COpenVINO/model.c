#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "copenvino.h"

// The part of OpenVINO's C API that is used (openvino/c/*.h, stable since 2022.1), declared here because its headers are
// not needed for anything else. A status is 0 when all went well; objects are opaque.
typedef int status;
typedef struct { int64_t rank, *dims; } shape;
typedef struct { const char *build_number, *description; } version;
enum { ELEMENT_F32 = 4, ELEMENT_U8 = 16 };

#define FUNCTIONS(F)                                                                                  \
    F(const char *, ov_get_last_err_msg, void)                                                        \
    F(status, ov_get_openvino_version, version *)                                                     \
    F(void, ov_version_free, version *)                                                               \
    F(status, ov_core_create, void **)                                                                \
    F(status, ov_core_read_model, const void *, const char *, const char *, void **)                  \
    F(status, ov_core_compile_model, const void *, const void *, const char *, size_t, void **, ...)  \
    F(status, ov_compiled_model_inputs_size, const void *, size_t *)                                  \
    F(status, ov_compiled_model_outputs_size, const void *, size_t *)                                 \
    F(status, ov_compiled_model_create_infer_request, const void *, void **)                          \
    F(status, ov_infer_request_get_input_tensor_by_index, const void *, size_t, void **)              \
    F(status, ov_infer_request_get_output_tensor_by_index, const void *, size_t, void **)             \
    F(status, ov_infer_request_infer, void *)                                                         \
    F(status, ov_tensor_get_shape, const void *, shape *)                                             \
    F(status, ov_tensor_get_element_type, const void *, int *)                                        \
    F(status, ov_tensor_data, const void *, void **)                                                  \
    F(status, ov_shape_free, shape *)                                                                 \
    F(void, ov_tensor_free, void *)                                                                   \
    F(void, ov_infer_request_free, void *)                                                            \
    F(void, ov_compiled_model_free, void *)                                                           \
    F(void, ov_model_free, void *)                                                                    \
    F(void, ov_core_free, void *)

struct copenvino_model {
    void *core, *read, *compiled, *request, *input, *output;
    size_t inputs, outputs;
    char version[128];
#define MEMBER(result, name, ...) result (*name)(__VA_ARGS__);
    FUNCTIONS(MEMBER)
};

// The runtime's words, on one line and without the places in its source that they begin with.
static void say(const copenvino_model *model, const char *doing, char *error, size_t capacity) {
    const char *words = model->ov_get_last_err_msg();
    if (!words || !*words) words = "no reason given";
    int length = snprintf(error, capacity, "%s: %s", doing, words);
    if (length < 0 || capacity == 0) return;
    for (char *c = error; *c; c++) {
        if (*c == '\n' || *c == '\r' || *c == '\t') *c = ' ';
    }
    for (size_t end = strlen(error); end > 0 && error[end - 1] == ' '; end--) error[end - 1] = 0;
}

static bool load(copenvino_model *model, const char *library, char *error, size_t capacity) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        snprintf(error, capacity, "%s", dlerror());
        return false;
    }
#define LOOK_UP(result, name, ...)                                      \
    *(void **)&model->name = dlsym(handle, #name);                      \
    if (!model->name) {                                                 \
        snprintf(error, capacity, "the library has no function " #name); \
        return false;                                                   \
    }
    FUNCTIONS(LOOK_UP)
    version found = {0};
    if (model->ov_get_openvino_version(&found) == 0) {
        snprintf(model->version, sizeof model->version, "%s", found.build_number ? found.build_number : "");
        model->ov_version_free(&found);
    }
    return true;
}

// One stream of few threads, full precision so that a machine with bfloat16 gives the numbers of one without, and no
// pinning: several processes would all be pinned to the first core.
static bool make_ready(copenvino_model *m, const char *path, const char *weights, int threads, char *error,
                       size_t capacity) {
    char count[16];
    snprintf(count, sizeof count, "%d", threads);
    const char *doing = "cannot start the runtime";
    if (m->ov_core_create(&m->core)) goto failed;
    doing = "cannot read the model";
    if (m->ov_core_read_model(m->core, path, weights, &m->read)) goto failed;
    doing = "cannot compile the model";
    if (m->ov_core_compile_model(m->core, m->read, "CPU", 10, &m->compiled, "INFERENCE_NUM_THREADS", count,
                                 "NUM_STREAMS", "1", "INFERENCE_PRECISION_HINT", "f32", "PERFORMANCE_HINT", "LATENCY",
                                 "ENABLE_CPU_PINNING", "NO"))
        goto failed;
    if (m->ov_compiled_model_inputs_size(m->compiled, &m->inputs) ||
        m->ov_compiled_model_outputs_size(m->compiled, &m->outputs) ||
        m->ov_compiled_model_create_infer_request(m->compiled, &m->request))
        goto failed;
    return true;
failed:
    say(m, doing, error, capacity);
    return false;
}

copenvino_model *copenvino_open(const char *library, const char *path, const char *weights, int threads,
                                bool *no_library, char *error, size_t error_capacity) {
    *no_library = false;
    copenvino_model *model = calloc(1, sizeof *model);
    if (!model) {
        snprintf(error, error_capacity, "out of memory");
        return NULL;
    }
    *no_library = !load(model, library, error, error_capacity);
    if (!*no_library && make_ready(model, path, weights, threads, error, error_capacity)) return model;
    copenvino_close(model);
    return NULL;
}

void copenvino_close(copenvino_model *model) {
    if (!model) return;
    if (model->output) model->ov_tensor_free(model->output);
    if (model->input) model->ov_tensor_free(model->input);
    if (model->request) model->ov_infer_request_free(model->request);
    if (model->compiled) model->ov_compiled_model_free(model->compiled);
    if (model->read) model->ov_model_free(model->read);
    if (model->core) model->ov_core_free(model->core);
    free(model);
}

const char *copenvino_version(const copenvino_model *model) { return model->version; }

static bool describe(const copenvino_model *model, void *tensor, copenvino_tensor *out) {
    shape dims = {0};
    int element = 0;
    *out = (copenvino_tensor){.count = 1};
    if (model->ov_tensor_get_shape(tensor, &dims)) return false;
    bool fits = dims.rank >= 0 && dims.rank <= 8;
    for (int i = 0; fits && i < dims.rank; i++) {
        out->dims[i] = dims.dims[i];
        fits = dims.dims[i] >= 0 && !__builtin_mul_overflow(out->count, (size_t)dims.dims[i], &out->count);
    }
    out->rank = fits ? (int)dims.rank : 0;
    model->ov_shape_free(&dims);
    if (!fits || model->ov_tensor_get_element_type(tensor, &element) || model->ov_tensor_data(tensor, &out->values))
        return false;
    out->type = element == ELEMENT_F32 ? COPENVINO_FLOAT : element == ELEMENT_U8 ? COPENVINO_BYTE : COPENVINO_OTHER;
    return true;
}

bool copenvino_input(const copenvino_model *model, copenvino_tensor *input) {
    copenvino_model *m = (copenvino_model *)model;
    if (m->inputs != 1) return false;
    if (!m->input && m->ov_infer_request_get_input_tensor_by_index(m->request, 0, &m->input)) return false;
    return describe(m, m->input, input);
}

bool copenvino_infer(copenvino_model *model, char *error, size_t error_capacity) {
    if (model->ov_infer_request_infer(model->request) == 0) return true;
    say(model, "cannot run the model", error, error_capacity);
    return false;
}

size_t copenvino_output_count(const copenvino_model *model) { return model->outputs; }

bool copenvino_output(copenvino_model *model, size_t index, copenvino_tensor *output) {
    // One handle is held at a time; the memory behind it belongs to the request.
    if (model->output) model->ov_tensor_free(model->output);
    model->output = NULL;
    if (model->ov_infer_request_get_output_tensor_by_index(model->request, index, &model->output)) return false;
    return describe(model, model->output, output);
}
