// OpenVINO for Swift, loaded while running: nothing of it is needed to build, and without it the program has no object
// finder and is otherwise the same. Only what one model with one picture as input needs is here.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A model made ready for the CPU, with room for its input and outputs; used by one thread at a time.
typedef struct copenvino_model copenvino_model;

// What the numbers of a tensor are.
typedef enum { COPENVINO_OTHER = 0, COPENVINO_FLOAT = 1, COPENVINO_BYTE = 2 } copenvino_type;

// Where a tensor lies. `values` stays valid until the model is closed, or for an output until the next inference.
typedef struct {
    copenvino_type type;
    int rank;          // how many of `dims` count, at most 8
    int64_t dims[8];   // outermost first
    size_t count;      // product of the dims
    void *values;
} copenvino_tensor;

// Loads the library (never unloaded: its threads and statics do not survive that), reads an ONNX or IR model and makes it
// ready for `threads` threads at full precision. NULL with one line of words in `error` when that fails, and whether it was
// the library that could not be loaded. `weights` is the second file of an IR, or NULL.
copenvino_model *copenvino_open(const char *library, const char *model, const char *weights, int threads,
                                bool *no_library, char *error, size_t error_capacity);
void copenvino_close(copenvino_model *model);

// The runtime's own build number, e.g. `2026.4.1-22982-...`; empty when it has none.
const char *copenvino_version(const copenvino_model *model);

// The input, to be written before each inference. False when the model has not exactly one of a fixed shape.
bool copenvino_input(const copenvino_model *model, copenvino_tensor *input);

// Runs the model on what its input holds. False with words in `error` when it fails.
bool copenvino_infer(copenvino_model *model, char *error, size_t error_capacity);

// Outputs of the last inference.
size_t copenvino_output_count(const copenvino_model *model);
bool copenvino_output(copenvino_model *model, size_t index, copenvino_tensor *output);
