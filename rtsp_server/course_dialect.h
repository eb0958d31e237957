// SPDX-License-Identifier: MIT
// Answers the requests of the course dialect on one connection: three-line replies, a little late on purpose, and at
// most one session.
// Spec: the lab's handout, and what its solutions need: docs/.
// Thread: the connection's loop.
// Owns: the session. Borrows: the host and the worker's services.
#pragma once

#include "libstream/rtsp/course.h"
#include "libstream/rtsp/message_reader.h"
#include "libstream/rtsp/methods.h"
#include "rtsp_server/course_session.h"
#include "rtsp_server/dialect_host.h"

#include <functional>
#include <memory>
#include <string>

namespace zoetrope::server {

class CourseDialect final : private CourseSession::Listener {
 public:
  CourseDialect(WorkerServices& services, DialectHost& host);
  ~CourseDialect() override;

  // One reply follows, then DialectHost::requestDone().
  void handle(const rtsp::CourseRequest& request);
  void refuse(const rtsp::BadInput& bad);
  bool hasSession() const { return session_ != nullptr; }
  void onConnectionClosed();
  void stop();

 private:
  using Effect = std::function<void()>;
  using Handler = void (CourseDialect::*)(const rtsp::CourseRequest&);
  struct Row {
    rtsp::Method method;
    Handler handler;
  };
  static const Row kHandlers[];

  void onSetup(const rtsp::CourseRequest& request);
  void onPlay(const rtsp::CourseRequest& request);
  void onPause(const rtsp::CourseRequest& request);
  void onTeardown(const rtsp::CourseRequest& request);
  void onMovie(const rtsp::CourseRequest& request, const MovieLibrary::OpenResult& result);
  std::unique_ptr<CourseSession> makeSession(const rtsp::CourseRequest& request,
                                             const std::shared_ptr<ServedMovie>& movie, std::string& problem);

  // What the reply says happens once it is out.
  void accept(const rtsp::CourseRequest& request, Effect effect);
  void refuse(const rtsp::CourseRequest& request, int status, const std::string& reason);
  void reply(const rtsp::CourseRequest& request, int status, const std::string& session, Effect effect);
  void endSession(const std::string& why);

  void onSessionEvent(const CourseSession& session, const std::string& event, const std::string& text) override;
  void onSourceGone(CourseSession& session, const std::string& why) override;

  // Given (not owned).
  WorkerServices& services_;
  DialectHost& host_;
  // Owned.
  std::unique_ptr<CourseSession> session_;
  SessionReports::Listed listed_;
  net::Timer replyTimer_;
  net::Timer endTimer_;
  // State.
  std::string sessionId_;  // one for the connection: a lab client that has one ignores replies with another
  TimePoint requestTime_{};
};

}  // namespace zoetrope::server
