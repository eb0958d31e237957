// SPDX-License-Identifier: MIT
// Answers the requests of the standard dialect on one connection: a table from method to handler, each handler one
// answer, at once or when a helper has opened the movie.
// Spec: RFC 2326, section 10; docs/ lists the statuses.
// Thread: the connection's loop.
// Borrows: the host and the worker's services.
#pragma once

#include "libstream/rtsp/message.h"
#include "libstream/rtsp/message_reader.h"
#include "libstream/rtsp/methods.h"
#include "libstream/rtsp/transport_header.h"
#include "libstream/rtsp/uri.h"
#include "rtsp_server/dialect_host.h"

#include <memory>
#include <optional>
#include <string>

namespace zoetrope::server {

class StandardDialect {
 public:
  StandardDialect(WorkerServices& services, DialectHost& host) : services_(services), host_(host) {}

  // One reply follows, then DialectHost::requestDone().
  void handle(const rtsp::StandardRequest& request);
  // Input that was no request.
  void refuse(const rtsp::BadInput& bad);

 private:
  // A request on its way through the handlers; kept while a helper works for it.
  struct Context {
    rtsp::Request request;
    std::string cseq;
    rtsp::Method method = rtsp::Method::Unknown;
    SessionTable::Record* session = nullptr;  // only within handle()
    rtsp::Uri uri;
  };
  using ContextPtr = std::shared_ptr<Context>;
  using Answer = std::optional<rtsp::Reply>;  // nothing: the answer comes later
  using Handler = Answer (StandardDialect::*)(const ContextPtr&);
  struct Row {
    rtsp::Method method;
    Handler handler;
  };
  static const Row kHandlers[];

  Answer dispatch(const ContextPtr& context);
  Answer findSession(Context& context);
  Answer onOptions(const ContextPtr& context);
  Answer onDescribe(const ContextPtr& context);
  Answer onSetup(const ContextPtr& context);
  Answer onPlay(const ContextPtr& context);
  Answer onPause(const ContextPtr& context);
  Answer onParameter(const ContextPtr& context);
  Answer onTeardown(const ContextPtr& context);

  rtsp::Reply describe(const Context& context, const ServedMovie& movie);
  rtsp::Reply setup(const Context& context, const rtsp::TransportSpec& wanted,
                    const std::shared_ptr<ServedMovie>& movie);
  rtsp::Reply openSession(const Context& context, rtsp::TransportSpec transport,
                          const std::shared_ptr<ServedMovie>& movie, SessionLimits::Place place,
                          std::unique_ptr<MediaOut> out, std::optional<std::uint8_t> rtcpChannel);
  static void agreeOnFeedback(const rtsp::TransportSpec& transport, StandardSession::Config& config);
  std::optional<SessionRate::Config> rateConfig(const Context& context, const rtsp::TransportSpec& transport) const;
  StandardSession::Config sessionConfig(const Context& context, const ServedMovie& movie) const;
  std::unique_ptr<MediaOut> makeOut(rtsp::TransportSpec& transport, const ServedMovie& movie, std::string& problem);
  std::unique_ptr<MediaOut> makeTcpOut(rtsp::TransportSpec& transport, const ServedMovie& movie, std::string& problem);
  void openMovie(const ContextPtr& context, std::function<rtsp::Reply(const std::shared_ptr<ServedMovie>&)> then);
  rtsp::Reply movieFailed(const Context& context, const MovieFailure& failure);
  rtsp::Reply refusal(const Context& context, int status, const std::string& reason);
  void send(const Context& context, rtsp::Reply reply);

  // Given (not owned).
  WorkerServices& services_;
  DialectHost& host_;
};

}  // namespace zoetrope::server
