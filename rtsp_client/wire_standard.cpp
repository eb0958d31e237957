// SPDX-License-Identifier: MIT
#include "rtsp_client/wire_standard.h"

#include "libstream/base/text.h"
#include "libstream/rtsp/range_header.h"
#include "libstream/rtsp/rtp_info.h"
#include "libstream/rtsp/session_header.h"
#include "libstream/rtsp/simple_headers.h"
#include "libstream/rtsp/status.h"
#include "libstream/rtsp/transport_header.h"
#include "libstream/sdp/jpeg_stream.h"
#include "libstream/sdp/sdp.h"
#include "libstream/sdp/zoetrope_sdp.h"
#include "zoetrope_version.h"

#include <algorithm>

namespace zoetrope::client {
namespace {

constexpr int kUnauthorized = 401;
// A first answer, and one more when its nonce was stale.
constexpr int kMostRepeats = 2;
constexpr std::size_t kMaxDetails = 300;
constexpr double kLongestLoop = 7 * 24 * 3600.0;
constexpr std::uint8_t kRtpChannel = 0;
constexpr std::uint8_t kRtcpChannel = 1;

// A server may say in a few words of text what it would have instead.
std::string detailsOf(const rtsp::Reply& reply) {
  if (!startsWithIgnoreCase(reply.headers.valueOf("Content-Type"), "text/plain")) return {};
  return printable(trim(asText(reply.body)), kMaxDetails);
}

double durationOf(std::string_view range) {
  const auto parsed = rtsp::parseRange(range);
  if (!parsed || parsed->unit != rtsp::RangeHeader::Unit::Npt || parsed->npt.now) return -1;
  return parsed->npt.to.value_or(-1);
}

double loopOf(const sdp::Sdp& description) {
  const auto seconds = parseDouble(description.attributes.get(sdp::kLoopAttribute).value_or(""));
  return seconds && *seconds > 0 && *seconds <= kLongestLoop ? *seconds : 0;
}

bool offersArrivalFeedback(const sdp::Media& media, int payloadType) {
  const std::string own = std::to_string(payloadType) + " ack ccfb";
  const auto offers = media.attributes.getAll("rtcp-fb");
  return std::any_of(offers.begin(), offers.end(),
                     [&](std::string_view offer) { return trim(offer) == own || trim(offer) == "* ack ccfb"; });
}

// Lost packets can be asked for, and how they come; a stranger has to say AVPF for the whole stream.
std::optional<std::uint8_t> offeredRtx(const sdp::Media& media, const sdp::JpegStream& stream, bool ours) {
  if (!stream.rtxPayloadType || !(ours || media.protocol == "RTP/AVPF")) return std::nullopt;
  const std::string own = std::to_string(stream.payloadType) + " nack";
  for (const std::string_view feedback : media.attributes.getAll("rtcp-fb"))
    if (trim(feedback) == own || trim(feedback) == "* nack") return static_cast<std::uint8_t>(*stream.rtxPayloadType);
  return std::nullopt;
}

}  // namespace

WireStandard::WireStandard(const Target& target, Random& random)
    : target_(target), random_(random), authenticator_(target.user, target.password) {}

void WireStandard::onConnection() {
  reader_ = {};
  authenticator_ = rtsp::Authenticator(target_.user, target_.password);
  cseq_ = 0;
  outstanding_.reset();
  session_.clear();
  aggregateUrl_.clear();
  streamUrl_.clear();
}

void WireStandard::setPorts(std::uint16_t rtp, std::uint16_t rtcp) {
  rtpPort_ = rtp;
  rtcpPort_ = rtcp;
}

std::string WireStandard::methodOf(Verb verb) const {
  if (verb == Verb::KeepAlive && !keepAliveByGetParameter_) return "OPTIONS";
  return name(verb);
}

std::string WireStandard::write(const Ask& ask) {
  outstanding_ = Outstanding{.ask = ask};
  return send(requestFor(ask));
}

rtsp::Request WireStandard::requestFor(const Ask& ask) {
  rtsp::Request request;
  request.method = methodOf(ask.verb);
  request.uri = aggregateUrl_.empty() ? target_.uri : aggregateUrl_;
  if (ask.verb == Verb::Describe) {
    request.uri = target_.uri;
    request.headers.add("Accept", "application/sdp");
  }
  if (ask.verb == Verb::Setup) {
    request.uri = streamUrl_;
    addTransport(ask, request.headers);
  }
  if (ask.verb == Verb::Describe || ask.verb == Verb::Setup) {
    std::string supported(rtsp::kFeatureJpegHeader);
    if (ask.verb == Verb::Setup && !ask.tcp && arrivalsOffered_)
      supported += ", " + std::string(rtsp::kFeatureArrivalFeedback);
    request.headers.add("Supported", supported);
  }
  if (ask.verb == Verb::Play) addRange(ask, request.headers);
  return request;
}

void WireStandard::addTransport(const Ask& ask, rtsp::HeaderList& headers) const {
  rtsp::TransportSpec spec;
  spec.unicast = true;
  if (ask.tcp) {
    spec.lower = rtsp::TransportSpec::Lower::Tcp;
    spec.interleaved = rtsp::ChannelPair{kRtpChannel, kRtcpChannel};
  } else {
    spec.clientPort = rtsp::PortPair{rtpPort_, rtcpPort_};
  }
  std::vector<rtsp::TransportSpec> offers{spec};
  if (!ask.tcp && rtxOffered_) {
    spec.profile = rtsp::TransportSpec::Profile::Avpf;
    offers.insert(offers.begin(), spec);
  }
  headers.add("Transport", rtsp::serializeTransport(offers));
}

void WireStandard::addRange(const Ask& ask, rtsp::HeaderList& headers) const {
  // GStreamer takes the end of the range before for that of one without an end: strangers are told the movie's.
  const bool namesEnd = !movie_.ours && movie_.duration > 0;
  const auto to = ask.to || !namesEnd ? ask.to : std::optional(movie_.duration);
  if (ask.from) headers.add("Range", rtsp::serializeRange({.from = ask.from, .to = to}));
  if (ask.speed != 1) headers.add("Speed", rtsp::formatSeconds(ask.speed));
}

std::string WireStandard::send(rtsp::Request request) {
  outstanding_->cseq = ++cseq_;
  const std::string authorization = authenticator_.authorization(request.method, request.uri, random_);
  rtsp::HeaderList headers{{"CSeq", std::to_string(cseq_)}};
  if (!session_.empty()) headers.add("Session", session_);
  if (!authorization.empty()) headers.add("Authorization", authorization);
  headers.add("User-Agent", "Zoetrope/" ZOETROPE_VERSION);
  for (const rtsp::Header& header : request.headers) headers.add(header.name, header.value);
  request.headers = std::move(headers);
  return rtsp::serialize(request);
}

std::optional<WireEvent> WireStandard::next(TimePoint) {
  auto event = reader_.next();
  if (!event) return std::nullopt;
  if (auto* frame = std::get_if<rtsp::InterleavedFrame>(&*event))
    return ChannelData{frame->channel, std::move(frame->payload)};
  if (const auto* reply = std::get_if<rtsp::Reply>(&*event)) return take(*reply);
  if (const auto* request = std::get_if<rtsp::Request>(&*event)) return answer(*request);
  return Unreadable{.reason = std::get<rtsp::BadReply>(*event).reason, .fatal = true};
}

WireEvent WireStandard::take(const rtsp::Reply& reply) {
  const std::string text = rtsp::serialize(reply);
  const auto digits = rtsp::cseqOf(reply.headers);
  const auto cseq = digits ? parseNumber<int>(*digits) : std::nullopt;
  if (!outstanding_ || (cseq && *cseq < outstanding_->cseq)) return LateReply{text};
  if (cseq != outstanding_->cseq)
    return Unreadable{.reason = "a reply with CSeq " + printable(digits.value_or("(none)")) + " where " +
                                std::to_string(outstanding_->cseq) + " was expected"};
  const bool unauthorized = reply.status == kUnauthorized;
  if (unauthorized && outstanding_->repeats < kMostRepeats && authenticator_.onUnauthorized(reply.headers)) {
    ++outstanding_->repeats;
    return AskAgain{send(requestFor(outstanding_->ask)), text};
  }
  if (!unauthorized) authenticator_.onAccepted();

  const Ask ask = std::exchange(outstanding_, std::nullopt)->ask;
  const std::string reason = reply.reason.empty() ? std::string(rtsp::reasonPhrase(reply.status)) : reply.reason;
  ReplyFacts facts{.status = reply.status, .reason = reason, .details = detailsOf(reply)};
  if (facts.ok()) {
    if (const Result<void> learned = learn(ask, reply); !learned) return Unreadable{.reason = learned.error().message};
  }
  return ReplyCame{facts, text};
}

// Servers ask for signs of life; everything else is not ours to do.
WireEvent WireStandard::answer(const rtsp::Request& request) const {
  const bool known = request.method == "OPTIONS" || request.method == "GET_PARAMETER";
  rtsp::Reply reply;
  reply.status = known ? 200 : 501;
  reply.headers.add("CSeq", rtsp::cseqOf(request.headers).value_or("0"));
  return AnswerServer{rtsp::serialize(request), rtsp::serialize(reply)};
}

Result<void> WireStandard::learn(const Ask& ask, const rtsp::Reply& reply) {
  switch (ask.verb) {
    case Verb::Options:
      learnOptions(reply);
      return {};
    case Verb::Describe:
      return learnDescription(reply);
    case Verb::Setup:
      return learnSetup(ask, reply);
    case Verb::Play:
      learnPlay(reply);
      return {};
    default:
      return {};
  }
}

void WireStandard::learnOptions(const rtsp::Reply& reply) {
  if (!reply.headers.has("Public")) return;
  movie_.canPause = rtsp::hasToken(reply.headers, "Public", "PAUSE");
  keepAliveByGetParameter_ = rtsp::hasToken(reply.headers, "Public", "GET_PARAMETER");
}

Result<void> WireStandard::learnDescription(const rtsp::Reply& reply) {
  const auto description = sdp::parseSdp(asText(reply.body));
  if (!description) return description.error();
  movie_.ours = rtsp::hasToken(reply.headers, "Supported", rtsp::kFeatureJpegHeader);
  const auto stream = sdp::findJpegStream(*description);
  movie_.info = printable(description->info, kMaxDetails);
  movie_.hasJpeg = stream.ok();
  movie_.otherStreams = stream ? "" : sdp::listStreams(*description);
  if (!stream) return {};

  const sdp::Media& media = description->media[stream->media];
  const std::string base =
      sdp::controlBase(reply.headers.valueOf("Content-Base"), reply.headers.valueOf("Content-Location"), target_.uri);
  aggregateUrl_ = sdp::resolveControl(base, description->control());
  streamUrl_ = sdp::resolveControl(base, media.control());
  path_.payloadType = stream->payloadType;
  rtxOffered_ = offeredRtx(media, *stream, movie_.ours);
  arrivalsOffered_ = rtxOffered_ && offersArrivalFeedback(media, stream->payloadType);
  const auto size = media.dimensions().value_or(sdp::Media::Size{});
  path_.width = size.width;
  path_.height = size.height;
  movie_.duration = durationOf(sdp::rangeOf(*description, media));
  // One that ends does not start again, whatever else is said.
  movie_.loop = movie_.duration < 0 ? loopOf(*description) : 0;
  movie_.frameRate = media.frameRate().value_or(0);
  return {};
}

Result<void> WireStandard::learnSetup(const Ask& ask, const rtsp::Reply& reply) {
  const MediaPath described = path_;
  path_ = {.tcp = ask.tcp, .rtpChannel = kRtpChannel, .rtcpChannel = kRtcpChannel, .source = {}, .ssrc = {}};
  path_.payloadType = described.payloadType;
  path_.width = described.width;
  path_.height = described.height;
  if (reply.headers.has("Session")) {
    const auto session = rtsp::parseSession(reply.headers.valueOf("Session"));
    if (!session) return session.error();
    session_ = session->id;
    movie_.sessionTimeout = session->timeout.value_or(rtsp::kDefaultSessionTimeout);
  }
  if (!reply.headers.has("Transport")) return {};
  const auto specs = rtsp::parseTransport(reply.headers.valueOf("Transport"));
  if (!specs) return specs.error();
  const rtsp::TransportSpec& spec = specs->front();
  path_.tcp = spec.lower == rtsp::TransportSpec::Lower::Tcp;
  path_.source = spec.source;
  path_.ssrc = spec.ssrc;
  if (!path_.tcp && spec.feedback()) path_.rtxPayloadType = rtxOffered_;
  path_.arrivalFeedback = path_.rtxPayloadType && arrivalsOffered_;
  if (spec.interleaved) {
    path_.rtpChannel = spec.interleaved->rtp;
    path_.rtcpChannel = spec.interleaved->rtcp;
  }
  if (spec.serverPort) {
    path_.serverRtpPort = spec.serverPort->rtp;
    path_.serverRtcpPort = spec.serverPort->rtcp;
  }
  return {};
}

void WireStandard::learnPlay(const rtsp::Reply& reply) {
  play_ = {};
  if (const auto range = rtsp::parseRange(reply.headers.valueOf("Range"));
      range && range->unit == rtsp::RangeHeader::Unit::Npt)
    play_.from = range->npt.from;
  play_.speed = rtsp::parseSpeed(reply.headers.valueOf("Speed")).value_or(1);
  const auto infos = rtsp::parseRtpInfo(reply.headers.valueOf("RTP-Info"));
  if (const rtsp::RtpInfo* info = rtsp::findRtpInfo(infos, streamUrl_)) {
    play_.sequence = info->sequence;
    play_.rtpTime = info->rtpTime;
  }
}

}  // namespace zoetrope::client
