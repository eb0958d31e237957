// SPDX-License-Identifier: MIT
#include "rtsp_server/standard_dialect.h"

#include "libstream/base/percent.h"
#include "libstream/base/text.h"
#include "libstream/rtp/retransmission.h"
#include "libstream/rtsp/range_header.h"
#include "libstream/rtsp/rtp_info.h"
#include "libstream/rtsp/session_header.h"
#include "libstream/rtsp/simple_headers.h"
#include "libstream/rtsp/state_table.h"
#include "libstream/rtsp/status.h"
#include "libstream/sdp/zoetrope_sdp.h"
#include "rtsp_server/impaired_out.h"
#include "rtsp_server/standard_replies.h"
#include "rtsp_server/tcp_out.h"
#include "rtsp_server/transport_choice.h"
#include "rtsp_server/udp_out.h"

#include <algorithm>
#include <iterator>

namespace zoetrope::server {

using rtsp::Method;
using rtsp::Reply;

const StandardDialect::Row StandardDialect::kHandlers[] = {
    {Method::Options, &StandardDialect::onOptions},
    {Method::Describe, &StandardDialect::onDescribe},
    {Method::Setup, &StandardDialect::onSetup},
    {Method::Play, &StandardDialect::onPlay},
    {Method::Pause, &StandardDialect::onPause},
    {Method::GetParameter, &StandardDialect::onParameter},
    {Method::SetParameter, &StandardDialect::onParameter},
    {Method::Teardown, &StandardDialect::onTeardown},
};

void StandardDialect::handle(const rtsp::StandardRequest& request) {
  auto context = std::make_shared<Context>();
  context->request = request.request;
  context->cseq = request.cseq;
  context->method = rtsp::parseMethod(request.request.method);
  if (auto reply = dispatch(context)) send(*context, std::move(*reply));
}

StandardDialect::Answer StandardDialect::dispatch(const ContextPtr& context) {
  const std::string unsupported = rtsp::unsupportedFeatures(context->request.headers, {});
  if (!unsupported.empty()) {
    Reply reply = refusal(*context, 551, "it requires " + printable(unsupported));
    reply.headers.set("Unsupported", unsupported);
    return reply;
  }
  if (auto refused = findSession(*context)) return refused;
  const auto state = context->session != nullptr ? context->session->session->state() : rtsp::ServerState::Init;
  const rtsp::Verdict verdict = rtsp::judge(context->method, state);
  if (!verdict.allowed) {
    Reply reply = refusal(*context, verdict.status, "in state " + std::string(rtsp::stateName(state)));
    if (!verdict.allow.empty()) reply.headers.set("Allow", verdict.allow);
    return reply;
  }
  if (context->request.uri != "*") {
    auto uri = rtsp::parseUri(context->request.uri);
    if (!uri) return refusal(*context, 400, uri.error().message);
    context->uri = *std::move(uri);
  }
  const auto row = std::find_if(std::begin(kHandlers), std::end(kHandlers),
                                [&](const Row& r) { return r.method == context->method; });
  return (this->*row->handler)(context);
}

// A session id is good on the connection that made it, and nowhere else.
StandardDialect::Answer StandardDialect::findSession(Context& context) {
  const auto header = context.request.headers.get("Session");
  if (!header) return std::nullopt;
  const auto parsed = rtsp::parseSession(*header);
  if (parsed) context.session = services_.sessions.find(parsed->id, host_.connectionId());
  if (context.session == nullptr) return refusal(context, 454, "session " + printable(*header, 40) + " is not here");
  context.session->session->touch();
  return std::nullopt;
}

StandardDialect::Answer StandardDialect::onOptions(const ContextPtr&) {
  Reply reply;
  reply.headers.set("Public", rtsp::publicMethods());
  return reply;
}

StandardDialect::Answer StandardDialect::onDescribe(const ContextPtr& context) {
  if (!rtsp::acceptsSdp(context->request.headers)) return refusal(*context, 406, "only application/sdp is there");
  openMovie(context, [this, context](const std::shared_ptr<ServedMovie>& movie) { return describe(*context, *movie); });
  return std::nullopt;
}

Reply StandardDialect::describe(const Context& context, const ServedMovie& movie) {
  Reply reply;
  reply.headers.set("Content-Base", baseUrl(context.uri) + "/");
  reply.headers.set("Content-Type", "application/sdp");
  echoSupported(context.request.headers, reply);
  sdp::SdpOptions options = sdpOptions(movie.movie(), host_.tcp().local(), services_.options.loop);
  options.info = impairmentText(services_.options);
  options.ccfb = services_.options.adapt;
  const std::string text = sdp::zoetropeSdp(options);
  reply.body.assign(text.begin(), text.end());
  return reply;
}

StandardDialect::Answer StandardDialect::onSetup(const ContextPtr& context) {
  if (!namesStream(context->uri))
    return refusal(*context, 459,
                   "SETUP is for a stream: DESCRIBE names it (…/" + std::string(sdp::kStreamControl) + ")");
  const auto header = context->request.headers.get("Transport");
  if (!header) return refusal(*context, 400, "SETUP needs a Transport");
  const auto transport = chooseTransport(*header, host_.tcp().peer());
  if (!transport) return refusal(*context, transport.error().status, transport.error().reason);
  openMovie(context, [this, context, wanted = *transport](const std::shared_ptr<ServedMovie>& movie) {
    return setup(*context, wanted, movie);
  });
  return std::nullopt;
}

Reply StandardDialect::setup(const Context& context, const rtsp::TransportSpec& wanted,
                             const std::shared_ptr<ServedMovie>& movie) {
  // The session may have ended while the movie was opened.
  const auto header = context.request.headers.get("Session");
  if (header) {
    const std::string id = rtsp::parseSession(*header)->id;
    if (services_.sessions.find(id, host_.connectionId()) == nullptr)
      return refusal(context, 454, "the session has ended meanwhile");
    // Its place, its ports and its channels are for the new one.
    services_.sessions.remove(id, "another SETUP");
  }
  SessionLimits::Place place = services_.limits.tryTake(host_.tcp().peer().host());
  if (!place) return refusal(context, 453, "there are too many sessions (--max-sessions, --max-sessions-per-address)");
  rtsp::TransportSpec transport = wanted;
  std::string problem;
  std::unique_ptr<MediaOut> out = makeOut(transport, *movie, problem);
  if (!out) return refusal(context, 503, problem);
  out = throughLink(std::move(out), services_.options.impair, services_.loop, host_.tcp().peer());
  const auto rtcpChannel =
      transport.interleaved ? std::optional<std::uint8_t>(transport.interleaved->rtcp) : std::nullopt;
  return openSession(context, transport, movie, std::move(place), std::move(out), rtcpChannel);
}

// What is asked for again goes by UDP; a retransmission is longer than its original.
void StandardDialect::agreeOnFeedback(const rtsp::TransportSpec& transport, StandardSession::Config& config) {
  if (!transport.feedback() || transport.lower != rtsp::TransportSpec::Lower::Udp) return;
  config.rtxPayloadType = static_cast<std::uint8_t>(sdp::kRtxPayloadType);
  config.maxPacketBytes -= rtp::kRtxOverheadBytes;
}

Reply StandardDialect::openSession(const Context& context, rtsp::TransportSpec transport,
                                   const std::shared_ptr<ServedMovie>& movie, SessionLimits::Place place,
                                   std::unique_ptr<MediaOut> out, std::optional<std::uint8_t> rtcpChannel) {
  const StandardSession::World world{services_.loop, services_.clock, services_.random, services_.poster()};
  StandardSession::Config config = sessionConfig(context, *movie);
  agreeOnFeedback(transport, config);
  config.rate = rateConfig(context, transport);
  config.tellsState = rtsp::hasToken(context.request.headers, "Supported", rtsp::kFeatureJpegHeader);
  auto session =
      std::make_unique<StandardSession>(world, config, movie, std::move(out), std::move(place), services_.sessions);
  StandardSession* const raw = session.get();
  transport.ssrc = raw->ssrc();
  services_.sessions.add({std::move(session), host_.connectionId(), context.uri.toString(), rtcpChannel, movie});
  Reply reply;
  reply.headers.set("Session", rtsp::serializeSession({raw->id(), timeoutSeconds(services_.options)}));
  reply.headers.set("Transport", rtsp::serializeTransport(transport));
  // Only what is done is echoed: packets may be too small for the JPEG headers.
  if (raw->config().form == FrameForm::Onvif) echoSupported(context.request.headers, reply);
  return reply;
}

// How it is known what the path takes. Nothing: whatever the movie needs.
std::optional<SessionRate::Config> StandardDialect::rateConfig(const Context& context,
                                                               const rtsp::TransportSpec& transport) const {
  SessionRate::Config config;
  config.maxBps = services_.options.maxRateBps;
  config.packetOverhead = udpOverhead(host_.tcp().peer());
  if (!services_.options.adapt) return config.maxBps ? std::optional(config) : std::nullopt;
  using Feedback = SessionRate::Feedback;
  const bool tells = rtsp::hasToken(context.request.headers, "Supported", rtsp::kFeatureArrivalFeedback);
  if (transport.lower == rtsp::TransportSpec::Lower::Tcp)
    config.feedback = Feedback::Queue;
  else
    config.feedback = transport.feedback() && tells ? Feedback::Arrivals : Feedback::Reports;
  return config;
}

StandardSession::Config StandardDialect::sessionConfig(const Context& context, const ServedMovie& movie) const {
  const rtsp::HeaderList& headers = context.request.headers;
  const auto again = headers.get("Session");
  StandardSession::Config config;
  config.id = again ? rtsp::parseSession(*again)->id : newSessionId(services_.random);
  config.movieName = movie.name();
  config.peer = host_.peerText();
  config.loop = services_.options.loop;
  config.timeout = services_.options.sessionTimeout;
  config.maxPacketBytes = maxPacketBytes(services_.options, host_.tcp().peer());
  config.form = wantsJpegHeader(headers, config.maxPacketBytes) ? FrameForm::Onvif : FrameForm::Rfc2435;
  config.cname = "zoetrope@" + host_.tcp().local().host();
  return config;
}

std::unique_ptr<MediaOut> StandardDialect::makeTcpOut(rtsp::TransportSpec& transport, const ServedMovie& movie,
                                                      std::string& problem) {
  transport.interleaved = freeChannels(transport.interleaved, services_.sessions.channelsOf(host_.connectionId()));
  if (!transport.interleaved) {
    problem = "all channels of this connection are taken";
    return nullptr;
  }
  const double bytesPerSecond = static_cast<double>(movie.movie().frameBytes()) / movie.movie().durationSeconds();
  return std::make_unique<TcpOut>(host_.tcp(), transport.interleaved->rtp, transport.interleaved->rtcp, bytesPerSecond);
}

std::unique_ptr<MediaOut> StandardDialect::makeOut(rtsp::TransportSpec& transport, const ServedMovie& movie,
                                                   std::string& problem) {
  if (transport.lower == rtsp::TransportSpec::Lower::Tcp) return makeTcpOut(transport, movie, problem);
  const net::Endpoint local = host_.tcp().local();
  auto pair = net::UdpPair::open(local.withPort(0), services_.options.rtpPorts, {}, services_.random.next32());
  if (!pair) {
    problem = pair.error().message;
    return nullptr;
  }
  const net::Endpoint& peer = host_.tcp().peer();
  transport.unicast = true;
  transport.destination.clear();
  transport.source = local.host();
  transport.serverPort = rtsp::PortPair{pair->rtp.local().port(), pair->rtcp.local().port()};
  return std::make_unique<UdpOut>(UdpOut::Tools{services_.loop, services_.sender, services_.rtcpReceiver},
                                  *std::move(pair), peer.withPort(transport.clientPort->rtp),
                                  peer.withPort(transport.clientPort->rtcp));
}

StandardDialect::Answer StandardDialect::onPlay(const ContextPtr& context) {
  StandardSession& session = *context->session->session;
  const rtsp::HeaderList& headers = context->request.headers;
  const MovieLength length = session.length();
  auto range = playRange(headers, length, session.position());
  if (!range) return refusal(*context, range.error().status, range.error().reason);
  StandardSession::Start start;
  // In the last frame's time there is nothing to go on with: it begins again.
  const bool more = session.loops() || session.position() < session.playEnd();
  const bool goesOn =
      session.state() == rtsp::ServerState::Playing && more && !headers.has("Range") && !headers.has("Speed");
  if (goesOn) {
    start = session.upcoming();
    range->end = session.playEnd();
    range->hasEnd = !session.loops();
    range->speed = session.speed();
  } else {
    start = session.play(*range);
  }
  Reply reply;
  reply.headers.set("Session", session.id());
  reply.headers.set("Range", rangeText(*range, length, services_.options.loop));
  if (headers.has("Scale")) reply.headers.set("Scale", "1");
  if (headers.has("Speed")) reply.headers.set("Speed", rtsp::formatSeconds(range->speed));
  reply.headers.set("RTP-Info",
                    rtsp::serializeRtpInfo({{context->session->controlUrl, start.sequence, start.rtpTime}}));
  return reply;
}

StandardDialect::Answer StandardDialect::onPause(const ContextPtr& context) {
  StandardSession& session = *context->session->session;
  session.pause();
  Reply reply;
  reply.headers.set("Session", session.id());
  return reply;
}

// Keep-alive; there are no parameters.
StandardDialect::Answer StandardDialect::onParameter(const ContextPtr& context) {
  if (!context->request.body.empty()) return refusal(*context, 451, "there are no parameters here");
  Reply reply;
  if (context->session != nullptr) reply.headers.set("Session", context->session->session->id());
  return reply;
}

StandardDialect::Answer StandardDialect::onTeardown(const ContextPtr& context) {
  const std::string id = context->session->session->id();
  services_.sessions.remove(id, "TEARDOWN");
  Reply reply;
  reply.headers.set("Session", id);
  return reply;
}

void StandardDialect::openMovie(const ContextPtr& context,
                                std::function<Reply(const std::shared_ptr<ServedMovie>&)> then) {
  services_.library.open(moviePath(context->uri), [this, context, then = std::move(then),
                                                   later = host_.later()](const MovieLibrary::OpenResult& result) {
    later([this, context, then, result] {
      context->session = nullptr;
      send(*context, result ? then(*result) : movieFailed(*context, result.error()));
    });
  });
}

Reply StandardDialect::movieFailed(const Context& context, const MovieFailure& failure) {
  const std::string movie = percentDecodeLeniently(moviePath(context.uri));
  Reply reply = refusal(context, failure.status, printable(movie) + ": " + failure.reason);
  if (failure.status != 404) return reply;
  if (!failure.nearest.empty()) reply.reason = "Not Found, the nearest movie is " + failure.nearest;
  return reply;
}

Reply StandardDialect::refusal(const Context& context, int status, const std::string& reason) {
  services_.log.line(host_.peerText() + " " + printable(context.request.method, 20) + " " +
                     printable(rtsp::redacted(context.request.uri), 120) + " refused, " + std::to_string(status) + " " +
                     std::string(rtsp::reasonPhrase(status)) + ": " + reason);
  Reply reply;
  reply.status = status;
  return reply;
}

void StandardDialect::refuse(const rtsp::BadInput& bad) {
  services_.log.line(host_.peerText() + " sent something that was refused, " + std::to_string(bad.status) + " " +
                     std::string(rtsp::reasonPhrase(bad.status)) + ": " + bad.reason);
  Reply reply;
  reply.status = bad.status;
  if (!bad.cseq.empty()) reply.headers.set("CSeq", bad.cseq);
  host_.tcp().send(rtsp::serialize(reply));
}

void StandardDialect::send(const Context& context, Reply reply) {
  rtsp::HeaderList headers{{"CSeq", context.cseq}, {"Server", serverName()}};
  for (const rtsp::Header& header : reply.headers) headers.add(header.name, header.value);
  reply.headers = std::move(headers);
  host_.tcp().send(rtsp::serialize(reply));
  host_.requestDone();
}

}  // namespace zoetrope::server
