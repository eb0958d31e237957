// SPDX-License-Identifier: MIT
#include "libstream/jpeg/header_parser.h"

#include "libstream/jpeg/limits.h"
#include "libstream/jpeg/markers.h"
#include "libstream/jpeg/tables.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace zoetrope::jpeg {

namespace {

constexpr std::size_t kSoiSize = 2;
constexpr int kMaxSamplingFactor = 4;
constexpr std::size_t kMaxComponents = 4;
constexpr std::size_t kHuffmanCounts = 16;

bool sameBytes(Bytes a, Bytes b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

// RFC 2435 appendix B: the first component luminance, the others chrominance.
int standardIdFor(std::size_t componentIndex) { return componentIndex == 0 ? 0 : 1; }

}  // namespace

Parsed<FrameInfo> HeaderParser::parse() {
  if (data_.empty() || data_[0] != kMarkerPrefix || (data_.size() > 1 && data_[1] != marker::kSoi))
    return data_.empty() ? Parsed<FrameInfo>::needMore() : Parsed<FrameInfo>::bad("no SOI (FFD8) at the beginning", 0);
  SegmentReader reader(data_, kSoiSize);
  while (true) {
    if (reader.offset() > kMaxHeaderBytes) return Parsed<FrameInfo>::bad("headers of more than 1 MiB", reader.offset());
    const Parsed<Segment> segment = reader.next();
    if (segment.needsMore()) return Parsed<FrameInfo>::needMore();
    if (segment.isBad()) return Parsed<FrameInfo>::bad(segment.failure().reason, segment.failure().offset);
    std::string fault = onSegment(segment.value());
    if (!fault.empty()) return Parsed<FrameInfo>::bad(std::move(fault), segment.value().offset);
    if (segment.value().code == marker::kSos) return finish(segment.value());
  }
}

Parsed<FrameInfo> HeaderParser::finish(const Segment& sos) {
  if (std::string fault = missingQuantTable(); !fault.empty())
    return Parsed<FrameInfo>::bad(std::move(fault), sos.offset);
  info_.sosOffset = sos.offset;
  info_.scanOffset = sos.offset + sos.whole.size();
  info_.interleaved = scanComponents_ == info_.components.size();
  classifyColour();
  classifyHuffman();
  const std::size_t consumed = info_.scanOffset;
  return Parsed<FrameInfo>::done(std::move(info_), consumed);
}

std::string HeaderParser::onSegment(const Segment& segment) {
  switch (segment.code) {
    case marker::kDqt:
      return onQuantTables(segment.payload);
    case marker::kDht:
      return onHuffmanTables(segment.payload);
    case marker::kDri:
      return onRestartInterval(segment.payload);
    case marker::kSos:
      return onScan(segment.payload);
    case marker::kApp0:
      jfif_ = jfif_ || asText(segment.payload).substr(0, 4) == "JFIF";
      return {};
    case marker::kApp14:
      onAdobe(segment.payload);
      return {};
    default:
      return marker::isStartOfFrame(segment.code) ? onFrame(segment) : std::string();
  }
}

std::string HeaderParser::onFrame(const Segment& segment) {
  if (info_.sofMarker != 0) return "a second frame header (SOF)";
  ByteReader reader(segment.payload);
  info_.sofMarker = segment.code;
  info_.baseline = segment.code == marker::kSof0;
  info_.progressive = segment.code == marker::kSof2;
  info_.precision = reader.u8();
  info_.height = reader.u16();
  info_.width = reader.u16();
  const std::size_t count = reader.u8();
  if (!reader.ok() || reader.remaining() != count * 3) return "a frame header (SOF) of the wrong length";
  if (info_.width == 0 || info_.height == 0) return "a picture of no width or height";
  if (count == 0 || count > kMaxComponents) return "a picture of " + std::to_string(count) + " components";
  for (std::size_t i = 0; i < count; ++i) {
    Component component;
    component.id = reader.u8();
    const std::uint8_t sampling = reader.u8();
    component.h = sampling >> 4;
    component.v = sampling & 0xF;
    component.tq = reader.u8();
    if (component.h < 1 || component.h > kMaxSamplingFactor || component.v < 1 || component.v > kMaxSamplingFactor)
      return "a sampling factor that is not 1 to 4";
    if (component.tq >= info_.quantTables.size()) return "a quantisation table beyond the fourth";
    info_.components.push_back(component);
  }
  return {};
}

std::string HeaderParser::onQuantTables(Bytes payload) {
  ByteReader reader(payload);
  while (reader.remaining() > 0) {
    const std::uint8_t kind = reader.u8();
    if ((kind >> 4) > 1 || (kind & 0xF) > 3) return "a quantisation table of an unknown kind";
    QuantTable table;
    table.sixteenBit = kind >> 4 == 1;
    for (std::uint16_t& value : table.zigzag) value = table.sixteenBit ? reader.u16() : reader.u8();
    if (!reader.ok()) return "a quantisation table (DQT) cut short";
    if (std::find(table.zigzag.begin(), table.zigzag.end(), 0) != table.zigzag.end())
      return "a quantisation table with a 0 in it";
    info_.quantTables[kind & 0xF] = table;
  }
  return {};
}

std::string HeaderParser::onHuffmanTables(Bytes payload) {
  ByteReader reader(payload);
  while (reader.remaining() > 0) {
    const std::uint8_t kind = reader.u8();
    if ((kind >> 4) > 1 || (kind & 0xF) > 3) return "a Huffman table of an unknown kind";
    const std::size_t begin = reader.offset();
    const Bytes counts = reader.take(kHuffmanCounts);
    const std::size_t values = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
    reader.skip(values);
    if (!reader.ok()) return "a Huffman table (DHT) cut short";
    if (values > 256) return "a Huffman table of more than 256 codes";
    huffmanTables_[kind >> 4][kind & 0xF] = payload.subspan(begin, kHuffmanCounts + values);
  }
  return {};
}

std::string HeaderParser::onRestartInterval(Bytes payload) {
  if (payload.size() != 2) return "a restart interval (DRI) of the wrong length";
  info_.restartInterval = ByteReader(payload).u16();
  return {};
}

void HeaderParser::onAdobe(Bytes payload) {
  constexpr std::size_t kTransformOffset = 11;
  if (payload.size() > kTransformOffset && asText(payload).substr(0, 5) == "Adobe")
    adobeTransform_ = payload[kTransformOffset];
}

std::string HeaderParser::onScan(Bytes payload) {
  if (info_.sofMarker == 0) return "a scan (SOS) before the frame header (SOF)";
  ByteReader reader(payload);
  scanComponents_ = reader.u8();
  if (scanComponents_ == 0 || scanComponents_ > info_.components.size() || payload.size() != 4 + 2 * scanComponents_)
    return "a scan header (SOS) of the wrong length";
  for (std::size_t i = 0; i < scanComponents_; ++i) {
    const std::uint8_t id = reader.u8();
    if (std::string fault = onScanComponent(id, reader.u8()); !fault.empty()) return fault;
  }
  return {};
}

std::string HeaderParser::onScanComponent(std::uint8_t id, std::uint8_t tables) {
  for (std::size_t i = 0; i < info_.components.size(); ++i) {
    Component& component = info_.components[i];
    if (component.id != id || inFirstScan_[i]) continue;
    component.dcTable = tables >> 4;
    component.acTable = tables & 0xF;
    inFirstScan_[i] = true;
    return component.dcTable < 4 && component.acTable < 4 ? std::string() : "a Huffman table beyond the fourth";
  }
  return "a scan of a component that the frame does not have";
}

std::string HeaderParser::missingQuantTable() const {
  for (const Component& component : info_.components)
    if (!info_.quantTables[component.tq])
      return "quantisation table " + std::to_string(component.tq) + " is used and not defined";
  return {};
}

void HeaderParser::classifyHuffman() {
  // The tables of a progressive picture come with its scans.
  bool standard = !info_.progressive;
  for (std::size_t i = 0; i < info_.components.size() && !info_.progressive; ++i) {
    if (!inFirstScan_[i]) continue;
    const Component& component = info_.components[i];
    for (const HuffmanClass tableClass : {HuffmanClass::Dc, HuffmanClass::Ac}) {
      const int id = tableClass == HuffmanClass::Dc ? component.dcTable : component.acTable;
      const auto classIndex = static_cast<std::size_t>(tableClass);
      Bytes table = huffmanTables_[classIndex][static_cast<std::size_t>(id)];
      if (table.empty()) {
        info_.missingHuffmanTables |= static_cast<std::uint8_t>(1U << (classIndex * 4 + static_cast<std::size_t>(id)));
        table = standardHuffmanTable(tableClass, id);
      }
      standard = standard && sameBytes(table, standardHuffmanTable(tableClass, standardIdFor(i)));
    }
  }
  if (!standard) {
    info_.huffman = Huffman::Custom;
  } else {
    info_.huffman = info_.missingHuffmanTables ? Huffman::Missing : Huffman::Standard;
  }
}

// As libjpeg guesses: JFIF means YCbCr, then Adobe's word counts, then the ids.
void HeaderParser::classifyColour() {
  if (info_.components.size() != 3 || jfif_) return;
  if (adobeTransform_) {
    info_.rgb = *adobeTransform_ == 0;
    return;
  }
  info_.rgb = info_.components[0].id == 'R' && info_.components[1].id == 'G' && info_.components[2].id == 'B';
}

}  // namespace zoetrope::jpeg
