// SPDX-License-Identifier: MIT
#include "libstream/jpeg/rfc2435_packetizer.h"

#include "libstream/jpeg/limits.h"
#include "libstream/jpeg/markers.h"
#include "libstream/jpeg/onvif_extension.h"
#include "libstream/jpeg/rfc2435_header.h"

#include <algorithm>
#include <optional>

namespace zoetrope::jpeg {

namespace {

// The Q that says "tables in band" and, beside an ONVIF extension, "tables as the extension has them".
constexpr std::uint8_t kQInBand = 255;
constexpr std::uint8_t kQFromExtension = 0;
constexpr std::size_t kTableBytes = 64;

bool isSequentialHuffman(const FrameInfo& info) {
  return info.sofMarker == marker::kSof0 || info.sofMarker == marker::kSof1;
}

std::optional<std::uint8_t> typeFor(const std::vector<Component>& components) {
  if (components.size() != 3 || components[0].h != 2) return std::nullopt;
  for (const std::size_t chroma : {1, 2})
    if (components[chroma].h != 1 || components[chroma].v != 1) return std::nullopt;
  if (components[0].v == 1) return kType422;
  if (components[0].v == 2) return kType420;
  return std::nullopt;
}

const QuantTable& tableOf(const FrameInfo& info, std::size_t component) {
  return *info.quantTables[info.components[component].tq];
}

// In units of 8 pixels, rounded up; 0 for what does not fit.
std::uint8_t eighths(int pixels) {
  return pixels <= kMaxRfc2435Dimension ? static_cast<std::uint8_t>((pixels + 7) / 8) : 0;
}

MainHeader mainHeaderFor(const FrameInfo& info, std::uint8_t q) {
  MainHeader header;
  header.type = typeFor(info.components).value_or(kType420);
  if (info.restartInterval > 0) header.type |= kRestartTypes;
  header.q = q;
  header.widthEighths = eighths(info.width);
  header.heightEighths = eighths(info.height);
  if (header.widthEighths == 0 || header.heightEighths == 0) header.widthEighths = header.heightEighths = 0;
  header.restartInterval = info.restartInterval;
  return header;
}

void writeTables(ByteBuffer& out, const FrameInfo& info) {
  ByteWriter writer(out);
  writer.u8(0).u8(0).u16(2 * kTableBytes);
  for (const std::size_t component : {std::size_t{0}, std::size_t{1}})
    for (const std::uint16_t value : tableOf(info, component).zigzag) writer.u8(static_cast<std::uint8_t>(value));
}

struct Limits {
  std::size_t firstPayload;
  std::size_t payload;
};

std::vector<Rfc2435Fragment> cut(const FrameInfo& info, std::uint8_t q, std::size_t scanSize, Limits limits,
                                 ByteBuffer& headers) {
  std::vector<Rfc2435Fragment> fragments;
  const std::size_t before = headers.size();
  MainHeader header = mainHeaderFor(info, q);
  for (std::size_t offset = 0; offset < scanSize;) {
    const std::size_t headerOffset = headers.size();
    header.fragmentOffset = static_cast<std::uint32_t>(offset);
    writeMainHeader(headers, header);
    if (offset == 0 && q == kQInBand) writeTables(headers, info);
    const std::size_t headerSize = headers.size() - headerOffset;
    const std::size_t limit = offset == 0 ? limits.firstPayload : limits.payload;
    if (limit <= headerSize) {
      headers.resize(before);
      return {};
    }
    const std::size_t size = std::min(scanSize - offset, limit - headerSize);
    fragments.push_back({static_cast<std::uint32_t>(headerOffset), static_cast<std::uint32_t>(headerSize),
                         static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(size),
                         offset + size == scanSize});
    offset += size;
  }
  return fragments;
}

}  // namespace

Rfc2435Obstacle rfc2435Obstacle(const FrameInfo& info) {
  if (info.width > kMaxRfc2435Dimension || info.height > kMaxRfc2435Dimension) return Rfc2435Obstacle::TooLarge;
  if (info.precision != 8) return Rfc2435Obstacle::Precision;
  if (info.rgb) return Rfc2435Obstacle::Other;
  if (!typeFor(reducedSampling(info))) return Rfc2435Obstacle::Sampling;
  if (tableOf(info, 1).zigzag != tableOf(info, 2).zigzag) return Rfc2435Obstacle::QuantTables;
  if (!tableOf(info, 0).fitsEightBit() || !tableOf(info, 1).fitsEightBit()) return Rfc2435Obstacle::Precision;
  if (info.progressive) return Rfc2435Obstacle::Progressive;
  if (!isSequentialHuffman(info) || !info.interleaved || info.scans != 1) return Rfc2435Obstacle::Other;
  if (!typeFor(info.components)) return Rfc2435Obstacle::BlockOrder;
  if (info.huffman == Huffman::Custom) return Rfc2435Obstacle::CustomHuffman;
  return Rfc2435Obstacle::None;
}

bool rfc2435KeepsSize(const FrameInfo& info) { return info.width % 8 == 0 && info.height % 8 == 0; }

std::vector<Rfc2435Fragment> packetizeRfc2435(const FrameInfo& info, std::size_t scanSize, std::size_t maxPayload,
                                              ByteBuffer& headers) {
  if (rfc2435Obstacle(info) != Rfc2435Obstacle::None || scanSize > kMaxFragmentOffset) return {};
  return cut(info, kQInBand, scanSize, {maxPayload, maxPayload}, headers);
}

std::vector<Rfc2435Fragment> packetizeOnvif(const FrameInfo& info, std::size_t extensionSize, std::size_t scanSize,
                                            std::size_t maxPayload, ByteBuffer& headers) {
  const std::size_t reserved = kOnvifExtensionHeaderSize + extensionSize;
  if (onvifObstacle(info) != Rfc2435Obstacle::None || scanSize > kMaxFragmentOffset || reserved >= maxPayload)
    return {};
  return cut(info, kQFromExtension, scanSize, {maxPayload - reserved, maxPayload}, headers);
}

}  // namespace zoetrope::jpeg
