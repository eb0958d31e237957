// SPDX-License-Identifier: MIT
// Puts the packets of one frame together again, in any order, and writes the JPEG headers that RFC 2435 leaves out.
// One object serves a stream: it keeps quantisation tables and the last frame's headers for what later frames omit.
// Spec: RFC 2435 section 4 and appendices A and B; ONVIF Streaming specification, "JPEG over RTP".
// Thread: one at a time.
// Fails: a packet that cannot be part of a frame is refused with a sentence and changes nothing.
// Limits: kMaxFrameBytes; kMaxRanges pieces that do not touch.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"
#include "libstream/jpeg/frame_info.h"
#include "libstream/jpeg/rfc2435_header.h"
#include "libstream/jpeg/scan_buffer.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace zoetrope::jpeg {

class Rfc2435Depacketizer {
 public:
  // For frames that say 0 x 0 (over 2040 px): what the SDP says, as in `a=x-dimensions:2560,1440`.
  void setFallbackSize(int width, int height) { fallbackSize_ = {width, height}; }

  // One packet of the current frame: the RTP payload, the body of its ONVIF extension (profile 0xFFD8) if it has one,
  // and the RTP marker bit, which tells where the frame ends.
  Result<void> onPacket(Bytes payload, std::optional<Bytes> onvifExtension, bool marker);

  // The first packet, the last and everything between them are here.
  bool complete() const { return gotFirst_ && scan_.whole(); }
  bool empty() const { return scan_.empty() && !main_; }
  // Bytes known to be missing: the gaps, the beginning included; what follows the last packet that came is not known.
  std::size_t missingBytes() const { return scan_.missingBytes(); }

  // SOI to EOI, and the object is ready for the next frame. A frame with gaps is cut at the first one, or with restart
  // markers goes on at the next of them; empty when too little came for a picture.
  ByteBuffer takeJpeg();
  // Forgets the current frame.
  void dropFrame();

 private:
  using QuantTables = std::vector<QuantTable>;
  struct Packet {
    MainHeader header;
    QuantTables tables;  // in band
    ByteBuffer onvif;    // SOI and segments, from the extension
    Bytes data;
  };
  struct Size {
    int width = 0;
    int height = 0;
  };

  static Result<Packet> parsePacket(Bytes payload, std::optional<Bytes> onvifExtension);
  static Result<QuantTables> parseTables(ByteReader& reader);
  void onFirstPacket(Packet packet);
  QuantTables tablesFor(const Packet& packet) const;
  Size sizeOfFrame() const;
  ByteBuffer buildHeader() const;
  ByteBuffer completeOnvifHeader(Bytes onvif) const;

  // State of the stream.
  Size fallbackSize_;
  std::map<std::uint8_t, QuantTables> tablesByQ_;  // Q 128..254
  QuantTables lastTables_;
  ByteBuffer lastOnvif_;
  // State of the frame.
  std::optional<MainHeader> main_;
  bool gotFirst_ = false;
  QuantTables tables_;
  ByteBuffer onvif_;  // SOI and segments; empty without an extension
  ScanBuffer scan_;
};

}  // namespace zoetrope::jpeg
