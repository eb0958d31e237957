// SPDX-License-Identifier: MIT
#include "tests/support/fake_rtsp_server.h"

#include "libstream/base/text.h"
#include "libstream/rtsp/message.h"

#include <Poco/Exception.h>
#include <Poco/Net/SocketAddress.h>

#include <algorithm>
#include <utility>

namespace zoetrope::test {
namespace {

const Poco::Timespan kPoll(0, 20000);

Poco::Net::SocketAddress loopback(std::uint16_t port) { return {"127.0.0.1", port}; }

// The number behind `word` in `text`, or 0.
std::uint16_t numberBehind(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word);
  if (at == std::string::npos) return 0;
  const std::size_t first = text.find_first_of("0123456789", at);
  const std::size_t last = text.find_first_not_of("0123456789", first);
  return parseNumber<std::uint16_t>(text.substr(first, last - first)).value_or(0);
}

}  // namespace

std::string FakeRtspServer::Request::header(const std::string& name) const {
  for (const std::string_view line : split(text, '\n'))
    if (startsWithIgnoreCase(line, name + ":")) return std::string(trim(line.substr(name.size() + 1)));
  return {};
}

FakeRtspServer::FakeRtspServer(Form form, Script script)
    : form_(form),
      script_(std::move(script)),
      rtp_(loopback(0), false),
      rtcp_(loopback(0), false),
      stranger_(loopback(0), false) {
  listener_.bind(loopback(0), false);
  listener_.listen();
  thread_ = std::thread([this] { run(); });
}

FakeRtspServer::~FakeRtspServer() {
  stopping_ = true;
  thread_.join();
}

std::vector<FakeRtspServer::Request> FakeRtspServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::string FakeRtspServer::methods() const {
  std::string text;
  for (const Request& request : requests()) text += (text.empty() ? "" : " ") + request.method;
  return text;
}

bool FakeRtspServer::waitForRequest(const std::string& method, int count, std::chrono::seconds limit) {
  std::unique_lock lock(mutex_);
  return came_.wait_for(lock, limit, [&] {
    return std::count_if(requests_.begin(), requests_.end(), [&](const auto& r) { return r.method == method; }) >=
           count;
  });
}

void FakeRtspServer::run() {
  while (!stopping_) {
    if (!listener_.poll(kPoll, Poco::Net::Socket::SELECT_READ)) continue;
    peer_ = listener_.acceptConnection();
    peer_.setNoDelay(true);
    ++connections_;
    pending_.clear();
    hungUp_ = false;
    try {
      serve();
      peer_.close();
    } catch (const Poco::Exception&) {
      // The client went away; the next one may come.
    }
  }
}

void FakeRtspServer::serve() {
  char buffer[65536];
  while (!stopping_ && !hungUp_) {
    if (!peer_.poll(kPoll, Poco::Net::Socket::SELECT_READ)) continue;
    const int count = peer_.receiveBytes(buffer, sizeof buffer);
    if (count <= 0) return;
    pending_.append(buffer, static_cast<std::size_t>(count));
    for (std::string text = nextText(); !text.empty() && !hungUp_; text = nextText()) take(text);
  }
}

// The next whole request; RTCP inside the connection is read over.
std::string FakeRtspServer::nextText() {
  if (form_ == Form::Course) return std::exchange(pending_, {});
  while (pending_.size() >= 4 && pending_[0] == '$') {
    const std::size_t size =
        4 + (static_cast<unsigned char>(pending_[2]) << 8) + static_cast<unsigned char>(pending_[3]);
    if (pending_.size() < size) return {};
    pending_.erase(0, size);
  }
  const std::size_t end = pending_.find("\r\n\r\n");
  if (end == std::string::npos) return {};
  const std::string text = pending_.substr(0, end + 4);
  pending_.erase(0, end + 4);
  return text;
}

void FakeRtspServer::take(const std::string& text) {
  Request request;
  request.text = text;
  request.method = text.substr(0, text.find(' '));
  request.cseq = request.header("CSeq");
  if (request.method == "SETUP") learnPorts(request);
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    came_.notify_all();
  }
  script_(*this, request);
}

void FakeRtspServer::learnPorts(const Request& request) {
  tcp_ = request.text.find("RTP/AVP/TCP") != std::string::npos;
  clientRtp_ = numberBehind(request.text, "client_port=");
  clientRtcp_ = static_cast<std::uint16_t>(clientRtp_ + 1);
}

void FakeRtspServer::say(const std::string& text) {
  const char* data = text.data();
  for (std::size_t left = text.size(); left > 0;) {
    const int sent = peer_.sendBytes(data, static_cast<int>(left));
    data += sent;
    left -= static_cast<std::size_t>(sent);
  }
}

void FakeRtspServer::ok(const Request& request, const std::string& headers, const std::string& body) {
  std::string text = "RTSP/1.0 200 OK\r\nCSeq: " + request.cseq + "\r\n" + headers;
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  say(text + "\r\n" + body);
}

void FakeRtspServer::hangUp() { hungUp_ = true; }

void FakeRtspServer::sendRtp(Bytes packet) {
  if (tcp_) {
    say(std::string(asText(rtsp::interleavedHeader(0, static_cast<std::uint16_t>(packet.size())))) +
        std::string(asText(packet)));
    return;
  }
  rtp_.sendTo(packet.data(), static_cast<int>(packet.size()), loopback(clientRtp_));
}

void FakeRtspServer::sendRtcp(Bytes packet) {
  if (tcp_) {
    say(std::string(asText(rtsp::interleavedHeader(1, static_cast<std::uint16_t>(packet.size())))) +
        std::string(asText(packet)));
    return;
  }
  rtcp_.sendTo(packet.data(), static_cast<int>(packet.size()), loopback(clientRtcp_));
}

void FakeRtspServer::sendAsStranger(Bytes packet) {
  stranger_.sendTo(packet.data(), static_cast<int>(packet.size()), loopback(clientRtp_));
}

std::string FakeRtspServer::serverPorts() const {
  return std::to_string(rtp_.address().port()) + "-" + std::to_string(rtcp_.address().port());
}

}  // namespace zoetrope::test
