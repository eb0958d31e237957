// SPDX-License-Identifier: MIT
// JPEG marker codes: the byte after 0xFF.
// Spec: ITU-T T.81, table B.1.
#pragma once

#include <cstdint>

namespace zoetrope::jpeg {

inline constexpr std::uint8_t kMarkerPrefix = 0xFF;

namespace marker {

inline constexpr std::uint8_t kTem = 0x01;
inline constexpr std::uint8_t kSof0 = 0xC0;  // baseline
inline constexpr std::uint8_t kSof1 = 0xC1;  // extended sequential
inline constexpr std::uint8_t kSof2 = 0xC2;  // progressive
inline constexpr std::uint8_t kDht = 0xC4;
inline constexpr std::uint8_t kJpg = 0xC8;
inline constexpr std::uint8_t kDac = 0xCC;
inline constexpr std::uint8_t kSof15 = 0xCF;
inline constexpr std::uint8_t kRst0 = 0xD0;
inline constexpr std::uint8_t kRst7 = 0xD7;
inline constexpr std::uint8_t kSoi = 0xD8;
inline constexpr std::uint8_t kEoi = 0xD9;
inline constexpr std::uint8_t kSos = 0xDA;
inline constexpr std::uint8_t kDqt = 0xDB;
inline constexpr std::uint8_t kDri = 0xDD;
inline constexpr std::uint8_t kApp0 = 0xE0;
inline constexpr std::uint8_t kApp14 = 0xEE;
inline constexpr std::uint8_t kCom = 0xFE;

constexpr bool isRestart(std::uint8_t code) { return code >= kRst0 && code <= kRst7; }
constexpr bool isStartOfFrame(std::uint8_t code) {
  return code >= kSof0 && code <= kSof15 && code != kDht && code != kJpg && code != kDac;
}

}  // namespace marker
}  // namespace zoetrope::jpeg
