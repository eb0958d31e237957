// SPDX-License-Identifier: MIT
// RTCP compound packets read from and written to bytes: SR, RR, SDES (CNAME), BYE; other types are kept as bytes.
// Spec: RFC 3550, section 6 and appendix A.2; RFC 5506 (reduced size, on request).
// Thread: pure functions.
// Fails: parseCompound refuses the whole datagram when its framing is wrong (A.2) or a known type is too short.
// Limits: kMaxPackets packets in a compound, kMaxReportBlocks blocks in a report.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"
#include "libstream/base/time.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zoetrope::rtcp {

inline constexpr std::size_t kMaxPackets = 64;
inline constexpr std::size_t kMaxReportBlocks = 31;
inline constexpr std::size_t kMaxTextBytes = 255;

enum class PacketType : std::uint8_t {
  Sr = 200,
  Rr = 201,
  Sdes = 202,
  Bye = 203,
  App = 204,
  Rtpfb = 205,
  Psfb = 206,
  Xr = 207
};

struct ReportBlock {
  std::uint32_t ssrc = 0;
  std::uint8_t fractionLost = 0;    // 1/256
  std::int32_t cumulativeLost = 0;  // 24 bits signed on the wire
  std::uint32_t extendedHighest = 0;
  std::uint32_t jitter = 0;            // timestamp units
  std::uint32_t lastSenderReport = 0;  // LSR: NtpTime::middle
  std::uint32_t delaySinceLast = 0;    // DLSR: 1/65536 s
  friend bool operator==(const ReportBlock&, const ReportBlock&) = default;
};

struct SenderReport {
  std::uint32_t ssrc = 0;
  NtpTime ntp;
  std::uint32_t rtpTimestamp = 0;
  std::uint32_t packetCount = 0;
  std::uint32_t octetCount = 0;
  std::vector<ReportBlock> blocks;
  friend bool operator==(const SenderReport&, const SenderReport&) = default;
};

struct ReceiverReport {
  std::uint32_t ssrc = 0;
  std::vector<ReportBlock> blocks;
  friend bool operator==(const ReceiverReport&, const ReceiverReport&) = default;
};

// One chunk; items other than CNAME are read over.
struct Cname {
  std::uint32_t ssrc = 0;
  std::string name;
  friend bool operator==(const Cname&, const Cname&) = default;
};

struct Sdes {
  std::vector<Cname> chunks;
  friend bool operator==(const Sdes&, const Sdes&) = default;
};

struct Bye {
  std::vector<std::uint32_t> ssrcs;
  std::string reason;
  friend bool operator==(const Bye&, const Bye&) = default;
};

// APP, RTPFB, PSFB, XR and what is yet to be invented. Borrows the datagram.
struct Other {
  PacketType type{};
  std::uint8_t format = 0;  // FMT, subtype or count: the five bits behind the padding bit
  Bytes body;               // behind the common header, without padding
};

using Packet = std::variant<SenderReport, ReceiverReport, Sdes, Bye, Other>;

enum class Framing { Compound, ReducedSize };  // the first packet is SR or RR / any
Result<std::vector<Packet>> parseCompound(Bytes datagram, Framing framing = Framing::Compound);

// Each appends one packet. Too many blocks or sources and too long texts are cut to what fits.
void serialize(ByteBuffer& to, const SenderReport& report);
void serialize(ByteBuffer& to, const ReceiverReport& report);
void serialize(ByteBuffer& to, const Sdes& sdes);
void serialize(ByteBuffer& to, const Bye& bye);

// The compounds that are sent: a report, who it is from, and perhaps goodbye.
ByteBuffer senderCompound(const SenderReport& report, std::string_view cname);
ByteBuffer receiverCompound(const ReceiverReport& report, std::string_view cname);
void appendBye(ByteBuffer& compound, std::uint32_t ssrc, std::string_view reason = {});

}  // namespace zoetrope::rtcp
