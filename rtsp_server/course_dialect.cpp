// SPDX-License-Identifier: MIT
#include "rtsp_server/course_dialect.h"

#include "libstream/base/text.h"
#include "rtsp_server/impaired_out.h"
#include "rtsp_server/session_words.h"
#include "rtsp_server/udp_out.h"

#include <algorithm>
#include <iterator>

namespace zoetrope::server {

using rtsp::CourseRequest;
using rtsp::Method;

namespace {

constexpr std::uint16_t kFirstUserPort = 1024;
// What an error's reply carries: with none a lab client's reader dies, with another it ignores what follows.
constexpr const char* kNoSession = "0";

// Six digits or more, within a signed 32-bit number: Java clients read an int.
std::string newCourseSessionId(Random& random) {
  constexpr std::uint32_t kFirst = 100'000;
  constexpr std::uint32_t kLast = 2'147'483'647;
  return std::to_string(kFirst + random.next32() % (kLast - kFirst + 1));
}

// The dialect knows 200, 404 and 500.
int courseStatus(int status) { return status == 404 ? 404 : 500; }

}  // namespace

const CourseDialect::Row CourseDialect::kHandlers[] = {
    {Method::Setup, &CourseDialect::onSetup},
    {Method::Play, &CourseDialect::onPlay},
    {Method::Pause, &CourseDialect::onPause},
    {Method::Teardown, &CourseDialect::onTeardown},
};

CourseDialect::CourseDialect(WorkerServices& services, DialectHost& host)
    : services_(services), host_(host), replyTimer_(services.loop), endTimer_(services.loop) {}

CourseDialect::~CourseDialect() = default;

void CourseDialect::handle(const CourseRequest& request) {
  requestTime_ = services_.loop.now();
  const Method method = rtsp::parseMethod(request.method);
  const auto state = session_ ? session_->state() : rtsp::ServerState::Init;
  const rtsp::Verdict verdict = rtsp::judgeCourse(method, state);
  const auto row =
      std::find_if(std::begin(kHandlers), std::end(kHandlers), [&](const Row& r) { return r.method == method; });
  if (!verdict.allowed || row == std::end(kHandlers))
    return refuse(request, verdict.status, "not in state " + std::string(rtsp::stateName(state)));
  (this->*row->handler)(request);
}

void CourseDialect::onSetup(const CourseRequest& request) {
  if (request.tcp) return refuse(request, 500, "RTP over TCP is not in this dialect");
  if (!request.port || *request.port < kFirstUserPort)
    return refuse(request, 500, "there is no client_port from 1024 up in it");
  services_.library.open(request.file, [this, request, later = host_.later()](const MovieLibrary::OpenResult& result) {
    later([this, request, result] { onMovie(request, result); });
  });
}

void CourseDialect::onMovie(const CourseRequest& request, const MovieLibrary::OpenResult& result) {
  if (!result) {
    std::string reason = result.error().reason;
    if (!result.error().nearest.empty()) reason += "; the nearest movie is " + printable(result.error().nearest);
    return refuse(request, courseStatus(result.error().status), reason);
  }
  // Its place and its ports are for the new one.
  if (session_) endSession("another SETUP");
  std::string problem;
  auto session = makeSession(request, *result, problem);
  if (!session) return refuse(request, 500, problem);
  session_ = std::move(session);
  listed_ = services_.reports.list(*session_, services_.loop.now());
  onSessionEvent(*session_, "setup", "set up");
  accept(request, {});
}

std::unique_ptr<CourseSession> CourseDialect::makeSession(const CourseRequest& request,
                                                          const std::shared_ptr<ServedMovie>& movie,
                                                          std::string& problem) {
  const net::Endpoint& peer = host_.tcp().peer();
  SessionLimits::Place place = services_.limits.tryTake(peer.host());
  if (!place) {
    problem = "there are too many sessions (--max-sessions, --max-sessions-per-address)";
    return nullptr;
  }
  const net::Endpoint local = host_.tcp().local().withPort(0);
  auto pair = services_.options.rtpPorts
                  ? net::UdpPair::open(local, services_.options.rtpPorts, {}, services_.random.next32())
                  : Result<net::UdpPair, net::BindError>(net::BindError{});
  auto socket = pair ? Result<net::UdpSocket, net::BindError>(std::move(pair->rtp)) : net::UdpSocket::open(local);
  if (!socket || (services_.options.rtpPorts && !pair)) {
    problem = socket ? pair.error().message : socket.error().message;
    return nullptr;
  }
  if (sessionId_.empty()) sessionId_ = newCourseSessionId(services_.random);
  const UdpOut::Tools tools{services_.loop, services_.sender, services_.rtcpReceiver};
  auto out = throughLink(std::make_unique<UdpOut>(tools, *std::move(socket), peer.withPort(*request.port)),
                         services_.options.impair, services_.loop, peer);
  return std::make_unique<CourseSession>(
      CourseSession::World{services_.loop, services_.clock, services_.random, services_.poster()},
      CourseSession::Config{sessionId_, movie->name(), host_.peerText(), services_.options.loop,
                            services_.options.course, services_.options.maxRateBps},
      movie, std::move(out), std::move(place), static_cast<CourseSession::Listener&>(*this));
}

void CourseDialect::onPlay(const CourseRequest& request) {
  accept(request, [this] { session_->play(); });
}

void CourseDialect::onPause(const CourseRequest& request) {
  accept(request, [this] { session_->pause(); });
}

// The connection stays: a client that closes it first must not find it closed, another may SETUP again.
void CourseDialect::onTeardown(const CourseRequest& request) {
  if (session_) endSession("TEARDOWN");
  accept(request, {});
}

void CourseDialect::accept(const CourseRequest& request, Effect effect) {
  reply(request, 200, sessionId_.empty() ? kNoSession : sessionId_, std::move(effect));
}

void CourseDialect::refuse(const CourseRequest& request, int status, const std::string& reason) {
  services_.log.line(host_.peerText() + " " + printable(request.method, 20) + " " + printable(request.file, 120) +
                     " (course) refused, " + std::to_string(status) + ": " + reason);
  reply(request, status, kNoSession, {});
}

// Lab clients send first and note what they asked for afterwards: an answer at once would come too early for them.
void CourseDialect::reply(const CourseRequest& request, int status, const std::string& session, Effect effect) {
  const std::string text = rtsp::serializeCourseReply(status, request.cseq, session, request.wantsBlankLine());
  const Duration delay = request.rtspUrl ? Duration::zero() : services_.options.course.replyDelay;
  replyTimer_.set(requestTime_ + delay, [this, text, effect = std::move(effect)] {
    host_.tcp().send(text);
    if (effect && session_) effect();
    host_.requestDone();
  });
}

void CourseDialect::refuse(const rtsp::BadInput& bad) {
  services_.log.line(host_.peerText() + " sent something that was refused (course), " + std::to_string(bad.status) +
                     ": " + bad.reason);
  host_.tcp().send(rtsp::serializeCourseReply(courseStatus(bad.status), bad.cseq, kNoSession, false));
}

void CourseDialect::onConnectionClosed() {
  if (session_) endSession("its connection was closed");
}

void CourseDialect::stop() {
  if (session_) endSession("the server stops");
}

void CourseDialect::endSession(const std::string& why) {
  const std::string account = session_->out().account();
  onSessionEvent(*session_, "ended",
                 "ended: " + why + "; " + session_->sentText() + (account.empty() ? "" : "; " + account));
  listed_.end();
  session_.reset();
}

void CourseDialect::onSessionEvent(const CourseSession& session, const std::string& event, const std::string& text) {
  logSession(services_.log, session.name(), event, text);
}

// Not from inside the session's own call.
void CourseDialect::onSourceGone(CourseSession&, const std::string& why) {
  endTimer_.set(services_.loop.now(), [this, why] {
    if (session_) endSession(why);
  });
}

}  // namespace zoetrope::server
