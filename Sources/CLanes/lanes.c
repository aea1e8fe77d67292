#include "clanes.h"
#include <string.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "written for processors that keep the low byte first"
#endif

enum { lane_count = 8, block_bytes = 64, digest_words = 8 };

// Eight messages' words side by side. Compiled for the vectors that the processor has, found out when the program is loaded.
typedef uint32_t lanes __attribute__((vector_size(4 * lane_count)));

#define ROTATE(x, n) ((x) >> (n) | (x) << (32 - (n)))

// FIPS 180-4, 4.2.2 and 5.3.3.
static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
static const uint32_t initial[digest_words] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                               0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

#if defined(__x86_64__)
__attribute__((target_clones("avx512vl", "avx2", "default")))
#endif
static void compress(uint32_t state[digest_words][lane_count], const uint8_t *const blocks[lane_count]) {
  lanes w[16];
  // Word t of all lanes into w[t]: half a block at a time, eight rows of eight words turned into columns.
  for (int half = 0; half < 2; half++) {
    lanes r[8], p[8];
    for (int i = 0; i < lane_count; i++) memcpy(&r[i], blocks[i] + 32 * half, 32);
    for (int i = 0; i < 4; i++) {
      p[2 * i] = __builtin_shufflevector(r[2 * i], r[2 * i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
      p[2 * i + 1] = __builtin_shufflevector(r[2 * i], r[2 * i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
    }
    for (int i = 0; i < 2; i++) {
      for (int k = 0; k < 2; k++) {
        r[4 * i + 2 * k] = __builtin_shufflevector(p[4 * i + k], p[4 * i + 2 + k], 0, 1, 8, 9, 4, 5, 12, 13);
        r[4 * i + 2 * k + 1] = __builtin_shufflevector(p[4 * i + k], p[4 * i + 2 + k], 2, 3, 10, 11, 6, 7, 14, 15);
      }
    }
    for (int k = 0; k < 4; k++) {
      w[8 * half + k] = __builtin_shufflevector(r[k], r[4 + k], 0, 1, 2, 3, 8, 9, 10, 11);
      w[8 * half + 4 + k] = __builtin_shufflevector(r[k], r[4 + k], 4, 5, 6, 7, 12, 13, 14, 15);
    }
  }
  for (int t = 0; t < 16; t++) w[t] = ROTATE(w[t] & 0x00ff00ff, 8) | (ROTATE(w[t], 24) & 0x00ff00ff);

  lanes s[digest_words];
  memcpy(s, state, sizeof s);
  lanes a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
#pragma clang loop unroll(full)
  for (int t = 0; t < 64; t++) {
    if (t >= 16) {
      const lanes x = w[(t + 1) & 15], y = w[(t + 14) & 15];
      w[t & 15] += (ROTATE(x, 7) ^ ROTATE(x, 18) ^ x >> 3) + w[(t + 9) & 15] +
                   (ROTATE(y, 17) ^ ROTATE(y, 19) ^ y >> 10);
    }
    const lanes first = h + (ROTATE(e, 6) ^ ROTATE(e, 11) ^ ROTATE(e, 25)) + (g ^ (e & (f ^ g))) +
                        round_constants[t] + w[t & 15];
    const lanes second = (ROTATE(a, 2) ^ ROTATE(a, 13) ^ ROTATE(a, 22)) + ((a & b) | (c & (a | b)));
    h = g, g = f, f = e, e = d + first, d = c, c = b, b = a, a = first + second;
  }
  s[0] += a, s[1] += b, s[2] += c, s[3] += d, s[4] += e, s[5] += f, s[6] += g, s[7] += h;
  memcpy(state, s, sizeof s);
}

// What one lane is at: blocks that are left of its message, then of the message's padded end.
struct lane {
  size_t message;
  const uint8_t *next;
  size_t blocks;
  size_t end_blocks;
  uint8_t end[2 * block_bytes];
};

static void begin(struct lane *lane, const uint8_t *message, size_t length) {
  const size_t rest = length % block_bytes;
  const uint64_t bits = __builtin_bswap64((uint64_t)length * 8);
  lane->next = message;
  lane->blocks = length / block_bytes;
  lane->end_blocks = rest < block_bytes - 8 ? 1 : 2;
  memset(lane->end, 0, sizeof lane->end);
  memcpy(lane->end, message + length - rest, rest);
  lane->end[rest] = 0x80;
  memcpy(lane->end + lane->end_blocks * block_bytes - sizeof bits, &bits, sizeof bits);
}

void clanes_sha256(const uint8_t *bytes, const size_t *ends, size_t count, uint8_t *digests) {
  static const uint8_t idle[block_bytes];
  uint32_t state[digest_words][lane_count] __attribute__((aligned(32))) = {{0}};
  struct lane lane[lane_count];
  size_t started = 0, finished = 0;
  for (int i = 0; i < lane_count; i++) lane[i].message = count, lane[i].blocks = 0, lane[i].end_blocks = 0;
  for (;;) {
    const uint8_t *blocks[lane_count];
    for (int i = 0; i < lane_count; i++) {
      struct lane *l = &lane[i];
      if (l->blocks == 0 && l->end_blocks == 0) {
        if (l->message < count) {
          for (int k = 0; k < digest_words; k++) {
            const uint32_t word = __builtin_bswap32(state[k][i]);
            memcpy(digests + 32 * l->message + 4 * k, &word, sizeof word);
          }
          finished++;
        }
        l->message = started < count ? started++ : count;
        if (l->message < count) {
          const size_t from = l->message == 0 ? 0 : ends[l->message - 1];
          begin(l, bytes + from, ends[l->message] - from);
          for (int k = 0; k < digest_words; k++) state[k][i] = initial[k];
        }
      }
      if (l->blocks == 0 && l->end_blocks > 0) l->next = l->end, l->blocks = l->end_blocks, l->end_blocks = 0;
      if (l->blocks > 0) {
        blocks[i] = l->next;
        l->next += block_bytes;
        l->blocks--;
      } else {
        blocks[i] = idle;
      }
    }
    if (finished == count) return;
    compress(state, blocks);
  }
}
