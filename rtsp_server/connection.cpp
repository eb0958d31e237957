// SPDX-License-Identifier: MIT
#include "rtsp_server/connection.h"

#include "libstream/base/text.h"
#include "rtsp_server/http_page.h"

namespace zoetrope::server {

Connection::Connection(WorkerServices& services, Accepted accepted, std::function<void(ConnectionId)> onOver)
    : services_(services),
      id_(accepted.id),
      onOver_(std::move(onOver)),
      place_(std::move(accepted.place)),
      tcp_(services.loop, std::move(accepted.socket), *this),
      standard_(services, *this),
      course_(services, *this),
      quiet_(services.loop),
      resume_(services.loop),
      idle_(services.loop),
      peerText_(tcp_.peer().text()),
      lastBytes_(services.loop.now()) {
  checkIdle();
}

Connection::~Connection() { *alive_ = false; }

void Connection::stop() { course_.stop(); }

void Connection::onTcpBytes(Bytes bytes) {
  lastBytes_ = services_.loop.now();
  if (closing_) return;
  reader_.feed(bytes, services_.loop.now());
  if (!busy_) handleInput();
}

// Until a request is being answered or there is nothing whole any more.
void Connection::handleInput() {
  quiet_.cancel();
  const auto alive = alive_;
  while (!busy_ && !closing_) {
    auto event = reader_.next(services_.loop.now());
    if (!event) break;
    handleEvent(*event);
    if (!*alive) return;
  }
  tcp_.setReading(!busy_ || closing_);
  if (busy_ || closing_) return;
  if (const auto deadline = reader_.deadline()) quiet_.set(*deadline, [this] { handleInput(); });
}

void Connection::handleEvent(rtsp::ServerReader::Event& event) {
  if (const auto* standard = std::get_if<rtsp::StandardRequest>(&event)) {
    busy_ = true;
    standard_.handle(*standard);
  } else if (const auto* course = std::get_if<rtsp::CourseRequest>(&event)) {
    busy_ = true;
    course_.handle(*course);
  } else if (const auto* frame = std::get_if<rtsp::InterleavedFrame>(&event)) {
    services_.sessions.onInterleavedRtcp(id_, frame->channel, frame->payload);
  } else if (const auto* http = std::get_if<rtsp::HttpRequest>(&event)) {
    busy_ = true;
    onHttp(*http);
  } else if (const auto* bad = std::get_if<rtsp::BadInput>(&event)) {
    onBad(*bad);
  }
}

void Connection::onHttp(const rtsp::HttpRequest& request) {
  services_.log.line(peerText_ + " asks by HTTP: " + printable(request.method, 20) + " " + printable(request.target));
  services_.library.list([this, request, call = later()](const std::vector<movie::ListedMovie>& movies) {
    call([this, request, movies] {
      const net::Endpoint local = tcp_.local();
      closing_ = true;
      tcp_.send(httpReply(request, movies, local.urlHost(), local.port(), impairmentText(services_.options)));
      tcp_.closeAfterSending();
    });
  });
}

void Connection::onBad(const rtsp::BadInput& bad) {
  if (bad.dialect == rtsp::Dialect::Course)
    course_.refuse(bad);
  else
    standard_.refuse(bad);
  if (!bad.fatal) return;
  closing_ = true;
  tcp_.closeAfterSending();
}

void Connection::checkIdle() {
  const TimePoint now = services_.loop.now();
  const bool used = busy_ || course_.hasSession() || services_.sessions.hasAny(id_);
  const TimePoint end = lastBytes_ + services_.options.idleConnection;
  if (used || now < end) return idle_.set(used ? now + services_.options.idleConnection : end, [this] { checkIdle(); });
  onTcpClosed("nothing came on it for a long time");
}

// Called from inside a handler or from a timer: what is pending is looked at in the loop's next round.
void Connection::requestDone() {
  busy_ = false;
  resume_.set(services_.loop.now(), [this] { handleInput(); });
}

std::function<void(std::function<void()>)> Connection::later() {
  return [post = services_.poster(), alive = std::weak_ptr(alive_)](std::function<void()> what) {
    post([alive, what = std::move(what)] {
      if (const auto still = alive.lock(); still && *still) what();
    });
  };
}

void Connection::onTcpClosed(const std::string& why) {
  if (!why.empty()) services_.log.line(peerText_ + " connection lost: " + why);
  course_.onConnectionClosed();
  services_.sessions.onConnectionClosed(id_);
  const auto over = onOver_;
  over(id_);
}

}  // namespace zoetrope::server
