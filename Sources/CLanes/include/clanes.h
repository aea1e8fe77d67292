// SHA-256 of many messages at a time, for Swift, whose vectors do not choose their instructions while running.
#pragma once
#include <stddef.h>
#include <stdint.h>

// Hashes `count` messages (FIPS 180-4) that lie one after another in `bytes`. Message i begins where the one before ends, the
// first at 0, and ends before ends[i]; so `ends` must not fall, and its last must not lie beyond `bytes`. Writes 32 bytes for
// each message to `digests`. Eight are hashed side by side, each lane of a vector one: five to six times as fast as one after
// another where the processor has AVX2 and no instructions for SHA-256.
void clanes_sha256(const uint8_t *bytes, const size_t *ends, size_t count, uint8_t *digests);
