// SPDX-License-Identifier: MIT
// How many bits the standard Huffman tables give a block of coefficients, without writing them.
// Spec: ITU-T T.81, annex F.1.2 (baseline), tables K.3 to K.6.
// Thread: immutable.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace zoetrope::jpeg {

class EntropySize {
 public:
  // 0: luminance, 1: chrominance.
  explicit EntropySize(int id);

  // Of one block in rows, as libjpeg holds them; `previousDc` is the DC coefficient of the block before.
  std::uint64_t bits(std::span<const std::int16_t, 64> block, int previousDc) const;

 private:
  std::array<std::uint8_t, 256> dc_{};
  std::array<std::uint8_t, 256> ac_{};
};

const EntropySize& standardCodes(int id);

}  // namespace zoetrope::jpeg
