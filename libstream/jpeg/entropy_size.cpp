// SPDX-License-Identifier: MIT
#include "libstream/jpeg/entropy_size.h"

#include "libstream/base/bytes.h"
#include "libstream/jpeg/tables.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

namespace zoetrope::jpeg {

namespace {

constexpr std::size_t kLongestCode = 16;
constexpr unsigned kZeroRun = 16;
constexpr std::uint8_t kSixteenZeros = 0xF0;
constexpr std::uint8_t kEndOfBlock = 0;
// Larger ones have no code.
constexpr unsigned kMostBits = 15;

// Where the coefficients of a block in zigzag order lie in its rows (figure A.6).
constexpr std::array<std::uint8_t, 64> kZigzag = {0,  1,  8,  16, 9,  2,  3,  10, 17, 24, 32, 25, 18, 11, 4,  5,
                                                  12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6,  7,  14, 21, 28,
                                                  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
                                                  58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63};

std::array<std::uint8_t, 256> codeLengths(Bytes table) {
  std::array<std::uint8_t, 256> lengths{};
  std::size_t at = kLongestCode;
  for (std::size_t length = 1; length <= kLongestCode; ++length)
    for (std::size_t i = 0; i < table[length - 1]; ++i) lengths[table[at++]] = static_cast<std::uint8_t>(length);
  return lengths;
}

unsigned magnitudeBits(int value) {
  return std::min(kMostBits, static_cast<unsigned>(std::bit_width(static_cast<unsigned>(std::abs(value)))));
}

}  // namespace

EntropySize::EntropySize(int id)
    : dc_(codeLengths(standardHuffmanTable(HuffmanClass::Dc, id))),
      ac_(codeLengths(standardHuffmanTable(HuffmanClass::Ac, id))) {}

std::uint64_t EntropySize::bits(std::span<const std::int16_t, 64> block, int previousDc) const {
  const unsigned dcBits = magnitudeBits(block[0] - previousDc);
  std::uint64_t total = dc_[dcBits] + std::uint64_t{dcBits};
  unsigned zeros = 0;
  for (std::size_t i = 1; i < kZigzag.size(); ++i) {
    const int value = block[kZigzag[i]];
    if (value == 0) {
      ++zeros;
      continue;
    }
    const unsigned size = magnitudeBits(value);
    total += std::uint64_t{zeros / kZeroRun} * ac_[kSixteenZeros];
    total += ac_[zeros % kZeroRun * kZeroRun + size] + std::uint64_t{size};
    zeros = 0;
  }
  return zeros > 0 ? total + ac_[kEndOfBlock] : total;
}

const EntropySize& standardCodes(int id) {
  static const EntropySize luminance(0);
  static const EntropySize chrominance(1);
  return id == 0 ? luminance : chrominance;
}

}  // namespace zoetrope::jpeg
