// SPDX-License-Identifier: MIT
#include "libstream/jpeg/frame_info.h"

#include "libstream/jpeg/header_parser.h"
#include "libstream/jpeg/marker_walk.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace zoetrope::jpeg {

namespace {

constexpr std::size_t kEoiSize = 2;

std::string factors(const std::vector<Component>& components) {
  std::string text;
  for (const Component& component : components) {
    if (!text.empty()) text += ",";
    text += std::to_string(component.h) + "x" + std::to_string(component.v);
  }
  return text;
}

bool chromaIsOneByOne(const std::vector<Component>& components) {
  return std::all_of(components.begin() + 1, components.end(),
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

std::vector<Component> reducedSampling(const FrameInfo& info) {
  std::vector<Component> components = info.components;
  int h = 0;
  int v = 0;
  for (const Component& component : components) {
    h = std::gcd(h, component.h);
    v = std::gcd(v, component.v);
  }
  for (Component& component : components) {
    component.h = static_cast<std::uint8_t>(component.h / h);
    component.v = static_cast<std::uint8_t>(component.v / v);
  }
  return components;
}

std::string samplingName(const FrameInfo& info) {
  if (info.isGrey()) return "grey";
  if (info.components.size() != 3) return std::to_string(info.components.size()) + " components";
  if (info.rgb) return "RGB";
  const std::vector<Component> components = reducedSampling(info);
  if (!chromaIsOneByOne(components)) return factors(components);
  static constexpr struct {
    int h, v;
    const char* name;
  } kNames[] = {{1, 1, "4:4:4"}, {2, 1, "4:2:2"}, {2, 2, "4:2:0"}, {1, 2, "4:4:0"}, {4, 1, "4:1:1"}, {4, 2, "4:1:0"}};
  for (const auto& [h, v, name] : kNames)
    if (components[0].h == h && components[0].v == v) return name;
  return factors(components);
}

}  // namespace zoetrope::jpeg
