// SPDX-License-Identifier: MIT
#include "rtsp_client/wire_course.h"

namespace zoetrope::client {

void WireCourse::onConnection() {
  reader_ = {};
  cseq_ = 0;
  session_ = "0";
  waiting_ = false;
  givenUp_.clear();
}

std::string WireCourse::write(const Ask& ask) {
  if (waiting_) givenUp_.insert(std::to_string(cseq_));
  rtsp::CourseRequest request;
  request.method = name(ask.verb);
  request.file = file_;
  request.cseq = std::to_string(++cseq_);
  setupOut_ = ask.verb == Verb::Setup;
  if (setupOut_)
    request.port = rtpPort_;
  else
    request.session = session_;
  waiting_ = true;
  return rtsp::serializeCourseRequest(request);
}

std::optional<WireEvent> WireCourse::next(TimePoint now) {
  auto event = reader_.next(now);
  if (!event) return std::nullopt;
  if (const auto* bad = std::get_if<rtsp::BadReply>(&*event)) return Unreadable{.reason = bad->reason};
  return take(std::get<rtsp::CourseReply>(*event));
}

// Some servers count wrong, so the number says only whether a reply belongs to a request that was given up.
WireEvent WireCourse::take(const rtsp::CourseReply& reply) {
  if (!waiting_ || (reply.cseq != std::to_string(cseq_) && givenUp_.contains(reply.cseq)))
    return LateReply{reply.rawText};
  waiting_ = false;
  ReplyFacts facts{.status = reply.status, .reason = reply.reason, .details = {}};
  if (setupOut_ && facts.ok() && !reply.session.empty()) session_ = reply.session;
  return ReplyCame{facts, reply.rawText};
}

}  // namespace zoetrope::client
