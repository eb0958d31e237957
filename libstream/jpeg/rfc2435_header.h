// SPDX-License-Identifier: MIT
// The RTP/JPEG main header and restart header, read and written; the diagram is in rfc2435_packetizer.h.
// Spec: RFC 2435 sections 3.1 and 3.1.7.
// Thread: values, no shared state.
#pragma once

#include "libstream/base/bytes.h"

#include <cstddef>
#include <cstdint>

namespace zoetrope::jpeg {

inline constexpr std::uint8_t kType422 = 0;
inline constexpr std::uint8_t kType420 = 1;
// Added to a type: a restart header follows, and RSTn are in the data.
inline constexpr std::uint8_t kRestartTypes = 64;
inline constexpr std::uint8_t kFirstDynamicType = 128;
// Restart count with F and L set: the pieces are not aligned to restart intervals, put the whole frame together first.
inline constexpr std::uint16_t kWholeFrameRestarts = 0xFFFF;
inline constexpr std::size_t kMaxFragmentOffset = 0xFFFFFF;

struct MainHeader {
  std::uint32_t fragmentOffset = 0;
  std::uint8_t type = 0;
  std::uint8_t q = 0;
  std::uint8_t widthEighths = 0;
  std::uint8_t heightEighths = 0;
  std::uint16_t restartInterval = 0;  // types with restart header only

  bool hasRestarts() const { return type >= kRestartTypes && type < kFirstDynamicType; }
};

inline void writeMainHeader(ByteBuffer& out, const MainHeader& header) {
  ByteWriter writer(out);
  writer.u8(0).u24(header.fragmentOffset).u8(header.type).u8(header.q);
  writer.u8(header.widthEighths).u8(header.heightEighths);
  if (header.hasRestarts()) writer.u16(header.restartInterval).u16(kWholeFrameRestarts);
}

inline MainHeader readMainHeader(ByteReader& reader) {
  MainHeader header;
  reader.skip(1);  // type-specific: interlacing
  header.fragmentOffset = reader.u24();
  header.type = reader.u8();
  header.q = reader.u8();
  header.widthEighths = reader.u8();
  header.heightEighths = reader.u8();
  if (header.hasRestarts()) {
    header.restartInterval = reader.u16();
    reader.skip(2);
  }
  return header;
}

}  // namespace zoetrope::jpeg
