// SPDX-License-Identifier: MIT
#include "libstream/jpeg/frame_info.h"

#include "libstream/jpeg/header_parser.h"
#include "libstream/jpeg/marker_walk.h"

#include <algorithm>
#include <utility>

namespace zoetrope::jpeg {

namespace {

constexpr std::size_t kEoiSize = 2;

std::string factors(const FrameInfo& info) {
  std::string text;
  for (const Component& component : info.components) {
    if (!text.empty()) text += ",";
    text += std::to_string(component.h) + "x" + std::to_string(component.v);
  }
  return text;
}

bool chromaIsOneByOne(const FrameInfo& info) {
  return std::all_of(info.components.begin() + 1, info.components.end(),
                     [](const Component& component) { return component.h == 1 && component.v == 1; });
}

}  // namespace

bool QuantTable::fitsEightBit() const {
  return std::all_of(zigzag.begin(), zigzag.end(), [](std::uint16_t value) { return value <= 0xFF; });
}

Parsed<FrameInfo> parseFrameHeader(Bytes data) { return HeaderParser(data).parse(); }

Result<FrameInfo> parseFrameInfo(Bytes jpeg) {
  Parsed<FrameInfo> header = parseFrameHeader(jpeg);
  if (header.isBad()) return Error{header.failure().reason + " (byte " + std::to_string(header.failure().offset) + ")"};
  if (header.needsMore()) return Error{"the JPEG ends inside its header"};
  MarkerWalker walker;
  const Parsed<std::size_t> walked = walker.feed(jpeg);
  if (walked.isBad()) return Error{walked.failure().reason + " (byte " + std::to_string(walked.failure().offset) + ")"};
  if (walked.needsMore()) return Error{"the JPEG ends without EOI (FFD9)"};
  FrameInfo info = std::move(header.value());
  info.scans = walker.scans();
  info.scanEnd = walked.value() - kEoiSize;
  return info;
}

std::string samplingName(const FrameInfo& info) {
  if (info.isGrey()) return "grey";
  if (info.components.size() != 3) return std::to_string(info.components.size()) + " components";
  if (info.rgb) return "RGB";
  if (!chromaIsOneByOne(info)) return factors(info);
  static constexpr struct {
    int h, v;
    const char* name;
  } kNames[] = {{1, 1, "4:4:4"}, {2, 1, "4:2:2"}, {2, 2, "4:2:0"}, {1, 2, "4:4:0"}, {4, 1, "4:1:1"}, {4, 2, "4:1:0"}};
  for (const auto& [h, v, name] : kNames)
    if (info.components[0].h == h && info.components[0].v == v) return name;
  return factors(info);
}

}  // namespace zoetrope::jpeg
