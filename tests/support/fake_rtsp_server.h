// SPDX-License-Identifier: MIT
// A server on a free port of the loopback that answers what its script says: for tests of the client, odd servers
// included.
// Thread: the script runs on the server's own thread; everything marked "script" belongs to it, the rest to any.
#pragma once

#include "libstream/base/bytes.h"

#include <Poco/Net/DatagramSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace zoetrope::test {

class FakeRtspServer {
 public:
  struct Request {
    std::string method;
    std::string cseq;
    std::string text;
    // The value of a header, or empty.
    std::string header(const std::string& name) const;
  };
  using Script = std::function<void(FakeRtspServer&, const Request&)>;
  // Course: a request is what one segment brings; Standard: up to the blank line.
  enum class Form { Standard, Course };

  FakeRtspServer(Form form, Script script);
  ~FakeRtspServer();
  FakeRtspServer(const FakeRtspServer&) = delete;
  FakeRtspServer& operator=(const FakeRtspServer&) = delete;

  std::uint16_t port() const { return listener_.address().port(); }
  std::vector<Request> requests() const;
  // The methods so far, joined by blanks.
  std::string methods() const;
  // False when it did not come in time.
  bool waitForRequest(const std::string& method, int count = 1, std::chrono::seconds limit = std::chrono::seconds(20));
  int connections() const { return connections_; }

  // Script: raw bytes on the connection.
  void say(const std::string& text);
  // Script: a standard 200 with these header lines ("Name: value\r\n…") and this body.
  void ok(const Request& request, const std::string& headers = "", const std::string& body = "");
  void hangUp();
  // Script: to the ports of the last SETUP, from the server's own pair; over TCP as channels 0 and 1.
  void sendRtp(Bytes packet);
  void sendRtcp(Bytes packet);
  // Script: the same from a socket that is not the server's.
  void sendAsStranger(Bytes packet);
  std::string serverPorts() const;

 private:
  void run();
  void serve();
  void take(const std::string& text);
  void learnPorts(const Request& request);
  std::string nextText();

  Form form_;
  Script script_;
  Poco::Net::ServerSocket listener_;
  Poco::Net::DatagramSocket rtp_;
  Poco::Net::DatagramSocket rtcp_;
  Poco::Net::DatagramSocket stranger_;
  Poco::Net::StreamSocket peer_;
  std::string pending_;
  bool hungUp_ = false;
  bool tcp_ = false;
  std::uint16_t clientRtp_ = 0;
  std::uint16_t clientRtcp_ = 0;
  std::atomic<int> connections_{0};
  std::atomic<bool> stopping_{false};
  // Guarded by mutex_.
  mutable std::mutex mutex_;
  std::condition_variable came_;
  std::vector<Request> requests_;

  std::thread thread_;
};

}  // namespace zoetrope::test
