// SPDX-License-Identifier: MIT
// What the engine is on its network thread: the session's logic, the dialect's words, the connection, the stream and
// its playing, each told what the others found out.
// Thread: the loop's; status(), counters(), history() and conversation() any.
// Borrows: the sink and the listener.
#pragma once

#include "libstream/net/loop.h"
#include "libstream/net/system_clock.h"
#include "libstream/playback/counters.h"
#include "libstream/playback/session_history.h"
#include "rtsp_client/conversation.h"
#include "rtsp_client/engine.h"
#include "rtsp_client/loss_watch.h"
#include "rtsp_client/media_receiver.h"
#include "rtsp_client/playback_stage.h"
#include "rtsp_client/server_link.h"
#include "rtsp_client/session_logic.h"
#include "rtsp_client/wire.h"

#include <memory>
#include <mutex>
#include <optional>

namespace zoetrope::client {

class EngineCore final : private ServerLink::Listener, private MediaReceiver::Listener {
 public:
  EngineCore(const EngineOptions& options, FrameSink& sink, EngineListener& listener);
  ~EngineCore() override;

  net::Loop& loop() { return loop_; }
  // The thread's whole life: connects at once, returns after leave().
  void run();
  void click(Event button);
  void seek(double seconds);
  void leave();

  EngineStatus status() const;
  playback::Counters counters() const;
  std::vector<playback::HistorySample> history(std::size_t last) const;
  const Conversation& conversation() const { return conversation_; }

 private:
  // Carries out what the logic wants until it wants nothing more.
  void settle();
  void carryOut(const OpenConnection&);
  void carryOut(const CloseConnection&);
  void carryOut(const Send& send);
  void carryOut(const StartPlayout&);
  void carryOut(const StopPlayout&);
  void carryOut(const ClearCache& clear) { stage_.clear(clear.position); }
  void carryOut(const SkipTo& skip) { stage_.skipTo(skip.seconds); }
  void carryOut(const Say& say);
  void carryOut(const Unsay&) { message_.reset(); }
  void carryOut(const Finish& finish);
  bool openMedia(const Ask& ask);

  void onLinkUp() override;
  void onLinkBytes(Bytes bytes) override;
  void onLinkFailed(const LinkFailure& failure) override;
  void onLinkLost(const std::string& why) override;
  void takeWireEvents();
  void take(const ReplyCame& reply);
  void take(const AskAgain& again);
  void take(const ChannelData& data) { media_.onChannelData(data.channel, data.payload); }
  void take(const AnswerServer& answer);
  void take(const LateReply& late);
  void take(const Unreadable& unreadable);
  void learnFrom(const Ask& ask, const ReplyFacts& facts);

  void onMediaFrame(playback::AssembledFrame&& frame) override { stage_.onFrame(std::move(frame)); }
  void onMediaDiscontinuity() override { stage_.onDiscontinuity(); }
  void onMediaArrived(MediaReceiver::Came came) override;
  void onMediaBye() override;
  void sendOnChannel(std::uint8_t channel, const ByteBuffer& packet) override;

  void armTimer();
  void note(bool request, const std::string& text);
  void checkFiles();
  void publish();
  void publishIfChanged();
  void watchLoss();
  EngineStatus makeStatus() const;
  playback::Counters makeCounters() const;

  // Given (not owned).
  EngineListener& listener_;
  // Owned.
  EngineOptions options_;
  net::SystemClock clock_;
  net::SystemRandom random_;
  net::Loop loop_;
  Conversation conversation_;
  ServerLink link_;
  std::unique_ptr<WireDialect> wire_;
  PlaybackStage stage_;
  MediaReceiver media_;
  SessionLogic logic_;
  LossWatch lossWatch_;
  net::Timer timer_;
  net::Timer publishTimer_;
  // State.
  std::optional<TimePoint> armed_;
  std::optional<Message> message_;
  TimePoint askedAt_{};
  // Of requests: the newest, and the shortest, which has the least of the server's own work in it.
  Duration roundTrip_{};
  std::optional<Duration> shortestRoundTrip_;
  bool readingLink_ = false;
  // While the link is read, its packets are one batch.
  std::optional<MediaReceiver::Came> mediaCame_;
  bool settling_ = false;
  // What decides whether the faces have to look again at once.
  struct Shape {
    UserState state{};
    Wire wire{};
    bool outstanding = false;
    std::uint64_t message = 0;
    friend bool operator==(const Shape&, const Shape&) = default;
  };
  Shape lastShape_;
  // Guarded by mutex_.
  mutable std::mutex mutex_;
  EngineStatus status_;
  playback::Counters counters_;
  playback::SessionHistory history_;
};

}  // namespace zoetrope::client
