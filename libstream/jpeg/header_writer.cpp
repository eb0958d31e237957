// SPDX-License-Identifier: MIT
#include "libstream/jpeg/header_writer.h"

#include "libstream/jpeg/markers.h"

#include <algorithm>

namespace zoetrope::jpeg {

namespace {

constexpr std::uint8_t kComponents = 3;

bool anySixteenBit(const std::vector<QuantTable>& tables) {
  return std::any_of(tables.begin(), tables.end(), [](const QuantTable& table) { return !table.fitsEightBit(); });
}

}  // namespace

void writeMarker(ByteBuffer& out, std::uint8_t code) { ByteWriter(out).u8(kMarkerPrefix).u8(code); }

void writeQuantTables(ByteBuffer& out, const std::vector<QuantTable>& tables) {
  ByteWriter writer(out);
  for (std::size_t id = 0; id < tables.size(); ++id) {
    const bool wide = !tables[id].fitsEightBit();
    writeMarker(out, marker::kDqt);
    writer.u16(wide ? 2 + 1 + 128 : 2 + 1 + 64).u8(static_cast<std::uint8_t>((wide ? 0x10U : 0U) | id));
    for (const std::uint16_t value : tables[id].zigzag) wide ? writer.u16(value) : writer.u8(value & 0xFF);
  }
}

void writeRestartInterval(ByteBuffer& out, std::uint16_t interval) {
  writeMarker(out, marker::kDri);
  ByteWriter(out).u16(4).u16(interval);
}

void writeFrameHeader(ByteBuffer& out, int width, int height, std::uint8_t lumaV,
                      const std::vector<QuantTable>& tables) {
  // Baseline has bytes for quantisers; wider ones make it extended sequential.
  writeMarker(out, anySixteenBit(tables) ? marker::kSof1 : marker::kSof0);
  ByteWriter writer(out);
  writer.u16(2 + 6 + 3 * kComponents).u8(8);
  writer.u16(static_cast<std::uint16_t>(height)).u16(static_cast<std::uint16_t>(width)).u8(kComponents);
  const std::size_t lastTable = tables.empty() ? 0 : tables.size() - 1;
  for (std::uint8_t i = 0; i < kComponents; ++i) {
    const std::uint8_t sampling = i == 0 ? static_cast<std::uint8_t>(0x20 | lumaV) : 0x11;
    const auto table = static_cast<std::uint8_t>(std::min<std::size_t>(i, lastTable));
    writer.u8(static_cast<std::uint8_t>(i + 1)).u8(sampling).u8(table);
  }
}

void writeScanHeader(ByteBuffer& out) {
  writeMarker(out, marker::kSos);
  ByteWriter writer(out);
  writer.u16(2 + 1 + 2 * kComponents + 3).u8(kComponents);
  for (std::uint8_t i = 0; i < kComponents; ++i) writer.u8(static_cast<std::uint8_t>(i + 1)).u8(i == 0 ? 0x00 : 0x11);
  writer.u8(0).u8(63).u8(0);
}

}  // namespace zoetrope::jpeg
