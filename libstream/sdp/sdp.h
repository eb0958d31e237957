// SPDX-License-Identifier: MIT
// Session descriptions: read with tolerance, written in order.
// Spec: RFC 4566; RFC 2326 appendix C (control, range).
// Thread: values, pure functions.
// Fails: a text without v= or with an m-line that cannot be read is an Error; unknown lines are skipped.
// Limits: kMaxSdpBytes, kMaxSdpMedia, kMaxSdpLines.
#pragma once

#include "libstream/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zoetrope::sdp {

constexpr std::size_t kMaxSdpBytes = 256 * 1024;
constexpr std::size_t kMaxSdpLines = 4096;
constexpr std::size_t kMaxSdpMedia = 64;

// "a=name" or "a=name:value".
struct Attribute {
  std::string name;
  std::string value;
  bool hasValue = true;
};

class AttributeList {
 public:
  void add(std::string_view name, std::string_view value) {
    attributes_.push_back({std::string(name), std::string(value), true});
  }
  void add(std::string_view name) { attributes_.push_back({std::string(name), {}, false}); }
  // The first of that name.
  std::optional<std::string_view> get(std::string_view name) const;
  std::vector<std::string_view> getAll(std::string_view name) const;
  auto begin() const { return attributes_.begin(); }
  auto end() const { return attributes_.end(); }
  std::size_t size() const { return attributes_.size(); }

 private:
  std::vector<Attribute> attributes_;
};

struct RtpMap {
  // "JPEG"
  std::string encoding;
  std::uint32_t clockRate = 0;
};

struct Media {
  // "video"
  std::string type;
  std::uint16_t port = 0;
  // "RTP/AVP"
  std::string protocol = "RTP/AVP";
  std::vector<std::string> formats;
  std::string info;
  // "IN IP4 0.0.0.0"
  std::string connection;
  // b=AS, kilobits per second.
  std::optional<std::uint32_t> bandwidthKbps;
  AttributeList attributes;

  std::string control() const { return std::string(attributes.get("control").value_or("")); }
  std::optional<RtpMap> rtpMap(int payloadType) const;
  // The parameters behind "a=fmtp:97 "; empty when there are none.
  std::string_view fmtp(int payloadType) const;
  // a=framerate.
  std::optional<double> frameRate() const;
  // From a=x-dimensions, a=framesize or a=cliprect, as far as given.
  struct Size {
    int width = 0;
    int height = 0;
  };
  std::optional<Size> dimensions() const;
};

struct Sdp {
  // The o= line behind "o=".
  std::string origin;
  std::string name;
  std::string info;
  std::string connection;
  std::optional<std::uint32_t> bandwidthKbps;
  AttributeList attributes;
  std::vector<Media> media;

  std::string control() const { return std::string(attributes.get("control").value_or("")); }
};

Result<Sdp> parseSdp(std::string_view text);
std::string serializeSdp(const Sdp& sdp);

// The value of a=range of the media, or else of the session; empty when neither has one.
std::string_view rangeOf(const Sdp& sdp, const Media& media);

}  // namespace zoetrope::sdp
