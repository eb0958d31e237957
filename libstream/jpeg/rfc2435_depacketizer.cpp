// SPDX-License-Identifier: MIT
#include "libstream/jpeg/rfc2435_depacketizer.h"

#include "libstream/jpeg/header_writer.h"
#include "libstream/jpeg/limits.h"
#include "libstream/jpeg/markers.h"
#include "libstream/jpeg/onvif_extension.h"
#include "libstream/jpeg/segment_reader.h"
#include "libstream/jpeg/tables.h"

#include <string>
#include <utility>

namespace zoetrope::jpeg {

namespace {

constexpr std::uint8_t kMaxComputedQ = 99;
constexpr std::uint8_t kFirstTableQ = 128;  // 100..127 are reserved
constexpr std::uint8_t kQInBand = 255;
constexpr std::size_t kMaxTables = 3;  // two by RFC 2435; webcams with a table for each component exist
constexpr std::size_t kTableValues = 64;
// What jpegHeaderFromOnvif and buildHeader make is far smaller.
constexpr std::size_t kHeaderReserve = 1024;

bool isKnownType(std::uint8_t type) { return (type & ~kRestartTypes) <= kType420; }

bool endsWithEoi(const ByteBuffer& jpeg) {
  return jpeg.size() >= 2 && jpeg[jpeg.size() - 2] == kMarkerPrefix && jpeg.back() == marker::kEoi;
}

// Which segments an ONVIF header brings along.
struct Contents {
  bool quantTables = false;
  bool restartInterval = false;
  bool frame = false;
  ByteBuffer sos;
  ByteBuffer beforeSos;
};

Contents contentsOf(Bytes onvif) {
  Contents contents;
  SegmentReader reader(onvif, 2);
  for (Parsed<Segment> segment = reader.next(); segment.isDone(); segment = reader.next()) {
    const std::uint8_t code = segment.value().code;
    contents.quantTables |= code == marker::kDqt;
    contents.restartInterval |= code == marker::kDri;
    contents.frame |= marker::isStartOfFrame(code);
    append(code == marker::kSos ? contents.sos : contents.beforeSos, segment.value().whole);
  }
  return contents;
}

ByteBuffer withStandardHuffmanTables(ByteBuffer header) {
  const Parsed<FrameInfo> info = parseFrameHeader(header);
  if (!info.isDone()) return {};
  const ByteBuffer missing = huffmanSegmentFor(info.value().missingHuffmanTables);
  const auto sos = header.begin() + static_cast<std::ptrdiff_t>(info.value().sosOffset);
  header.insert(sos, missing.begin(), missing.end());
  return header;
}

}  // namespace

Result<void> Rfc2435Depacketizer::onPacket(Bytes payload, std::optional<Bytes> onvifExtension, bool marker) {
  Result<Packet> parsed = parsePacket(payload, onvifExtension);
  if (!parsed) return parsed.error();
  Packet packet = std::move(parsed).value();
  if (Result<void> stored = scan_.put(packet.header.fragmentOffset, packet.data, marker); !stored) return stored;
  if (!main_) main_ = packet.header;
  if (packet.header.fragmentOffset == 0 && !gotFirst_) onFirstPacket(std::move(packet));
  return {};
}

Result<Rfc2435Depacketizer::Packet> Rfc2435Depacketizer::parsePacket(Bytes payload,
                                                                     std::optional<Bytes> onvifExtension) {
  ByteReader reader(payload);
  Packet packet;
  packet.header = readMainHeader(reader);
  if (!reader.ok()) return Error{"an RTP/JPEG packet shorter than its header"};
  const std::uint8_t q = packet.header.q;
  if (!isKnownType(packet.header.type) && !onvifExtension)
    return Error{"RTP/JPEG type " + std::to_string(packet.header.type) + " is not known"};
  if (q > kMaxComputedQ && q < kFirstTableQ) return Error{"RTP/JPEG Q " + std::to_string(q) + " is reserved"};
  if (packet.header.fragmentOffset == 0 && q >= kFirstTableQ) {
    Result<QuantTables> tables = parseTables(reader);
    if (!tables) return tables.error();
    packet.tables = std::move(tables).value();
  }
  if (onvifExtension) {
    Result<ByteBuffer> header = jpegHeaderFromOnvif(*onvifExtension);
    if (!header) return header.error();
    packet.onvif = std::move(header).value();
  }
  packet.data = reader.rest();
  return packet;
}

Result<Rfc2435Depacketizer::QuantTables> Rfc2435Depacketizer::parseTables(ByteReader& reader) {
  reader.skip(1);  // MBZ
  const std::uint8_t precisions = reader.u8();
  ByteReader tableBytes(reader.take(reader.u16()));
  if (!reader.ok()) return Error{"an RTP/JPEG packet shorter than its quantisation tables"};
  QuantTables tables;
  while (tableBytes.remaining() >= kTableValues && tables.size() < kMaxTables) {
    QuantTable table;
    table.sixteenBit = precisions >> tables.size() & 1;
    for (std::uint16_t& value : table.zigzag) {
      value = table.sixteenBit ? tableBytes.u16() : tableBytes.u8();
      if (value == 0) return Error{"an RTP/JPEG quantisation table with a 0 in it"};
    }
    tables.push_back(table);
  }
  if (!tableBytes.ok() || tableBytes.remaining() != 0) return Error{"RTP/JPEG quantisation tables of an odd length"};
  return tables;
}

void Rfc2435Depacketizer::onFirstPacket(Packet packet) {
  const std::uint8_t q = packet.header.q;
  if (q >= kFirstTableQ && q != kQInBand && !packet.tables.empty()) tablesByQ_[q] = packet.tables;
  tables_ = tablesFor(packet);
  onvif_ = std::move(packet.onvif);
  main_ = packet.header;
  gotFirst_ = true;
  if (!tables_.empty()) lastTables_ = tables_;
  lastOnvif_ = onvif_;
}

// Empty when they are not known.
Rfc2435Depacketizer::QuantTables Rfc2435Depacketizer::tablesFor(const Packet& packet) const {
  if (!packet.tables.empty()) return packet.tables;
  const std::uint8_t q = packet.header.q;
  if (q == 0) return lastTables_;  // ONVIF: those of the frame before
  if (q <= kMaxComputedQ) return {standardQuantTable(0, q), standardQuantTable(1, q)};
  const auto known = tablesByQ_.find(q);
  return known == tablesByQ_.end() ? QuantTables() : known->second;
}

Rfc2435Depacketizer::Size Rfc2435Depacketizer::sizeOfFrame() const {
  if (main_->widthEighths == 0 || main_->heightEighths == 0) return fallbackSize_;
  return {main_->widthEighths * 8, main_->heightEighths * 8};
}

// SOI to SOS; empty when something is not known. Without its first packet a frame is taken to be as the one before.
ByteBuffer Rfc2435Depacketizer::buildHeader() const {
  const ByteBuffer& onvif = gotFirst_ ? onvif_ : lastOnvif_;
  if (!onvif.empty()) return completeOnvifHeader(onvif);
  const QuantTables& tables = gotFirst_ ? tables_ : lastTables_;
  const Size size = sizeOfFrame();
  if (tables.empty() || size.width == 0 || size.height == 0 || !isKnownType(main_->type)) return {};
  ByteBuffer header;
  header.reserve(kHeaderReserve);
  writeMarker(header, marker::kSoi);
  writeQuantTables(header, tables);
  if (main_->restartInterval > 0) writeRestartInterval(header, main_->restartInterval);
  writeFrameHeader(header, size.width, size.height, (main_->type & kType420) ? 2 : 1, tables);
  append(header, standardHuffmanSegment());
  writeScanHeader(header);
  return header;
}

// ONVIF, "Logical decoding specification": what the extension leaves out comes from the RTP/JPEG header.
ByteBuffer Rfc2435Depacketizer::completeOnvifHeader(Bytes onvif) const {
  const Contents contents = contentsOf(onvif);
  ByteBuffer header;
  header.reserve(kHeaderReserve);
  writeMarker(header, marker::kSoi);
  if (!contents.quantTables) writeQuantTables(header, tables_.empty() ? lastTables_ : tables_);
  append(header, contents.beforeSos);
  if (!contents.restartInterval && main_->restartInterval > 0) writeRestartInterval(header, main_->restartInterval);
  if (!contents.frame) {
    const Size size = sizeOfFrame();
    writeFrameHeader(header, size.width, size.height, (main_->type & kType420) ? 2 : 1, lastTables_);
  }
  if (contents.sos.empty()) {
    writeScanHeader(header);
  } else {
    append(header, contents.sos);
  }
  return withStandardHuffmanTables(std::move(header));
}

ByteBuffer Rfc2435Depacketizer::takeJpeg() {
  ByteBuffer jpeg;
  if (main_) jpeg = buildHeader();
  const std::size_t headerSize = jpeg.size();
  if (headerSize > 0) {
    const Parsed<FrameInfo> info = parseFrameHeader(jpeg);
    scan_.appendTo(jpeg, info.isDone() && info.value().restartInterval > 0);
  }
  if (jpeg.size() == headerSize) {
    jpeg.clear();
  } else if (!endsWithEoi(jpeg)) {
    writeMarker(jpeg, marker::kEoi);
  }
  dropFrame();
  return jpeg;
}

void Rfc2435Depacketizer::dropFrame() {
  main_.reset();
  gotFirst_ = false;
  tables_.clear();
  onvif_.clear();
  scan_.clear();
}

}  // namespace zoetrope::jpeg
