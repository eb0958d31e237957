// SPDX-License-Identifier: MIT
// The tables that JPEG and RFC 2435 take for granted, and the one comment that Zoetrope reads.
// Spec: ITU-T T.81, tables K.1 to K.6; RFC 2435 appendix A (quantisers from Q) and B (the Huffman tables).
// Thread: values, no shared state.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/jpeg/frame_info.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zoetrope::jpeg {

enum class HuffmanClass : std::uint8_t { Dc = 0, Ac = 1 };

// Table as in a DHT segment, without class and id: 16 code counts, then the values. id 0 is luminance, 1 chrominance.
Bytes standardHuffmanTable(HuffmanClass tableClass, int id);

// One DHT segment (marker included) with the four standard tables.
Bytes standardHuffmanSegment();

// One DHT segment with those of FrameInfo::missingHuffmanTables that have a standard; empty for none.
ByteBuffer huffmanSegmentFor(std::uint8_t missingTables);

// Luminance (0) and chrominance (1) quantisers at libjpeg's scale, 1..99; RFC 2435 Q means the same.
QuantTable standardQuantTable(int id, int quality);

// "20" for a COM segment "fps=20" and name "fps"; empty when there is none. `header` begins at SOI; stops at SOS.
std::string commentField(Bytes header, std::string_view name);

}  // namespace zoetrope::jpeg
