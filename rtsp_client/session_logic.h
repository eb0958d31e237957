// SPDX-License-Identifier: MIT
// What the user sees (INIT, READY, PLAYING, ENDED) and where the server is, as one machine: clicks, replies, the
// stream and time in, actions out. The table of states and events is in session_table.cpp.
// Thread: one at a time.
// Borrows: the view of the cache.
// Fails: with messages that offer a way on; a state only changes when the reply has come.
#pragma once

#include "rtsp_client/prefetch.h"
#include "rtsp_client/session_types.h"
#include "rtsp_client/target.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace zoetrope::client {

inline constexpr Duration kReplyTimeout = std::chrono::seconds(2);
inline constexpr Duration kTeardownTimeout = std::chrono::milliseconds(500);
inline constexpr Duration kQuietTime = std::chrono::milliseconds(500);
inline constexpr Duration kSilenceTime = std::chrono::seconds(2);
inline constexpr Duration kGoneTime = std::chrono::seconds(10);

class SessionLogic {
 public:
  // What the machine has to know of the frames that are held.
  class CacheView {
   public:
    virtual ~CacheView() = default;
    virtual int held() const = 0;
    // Where the movie goes on behind the last frame that came, in seconds; 0 before any.
    virtual double nextSeconds() const = 0;
    virtual bool holds(double seconds) const = 0;
    // Packets or bytes, not the number of frames, are what it cannot take more of.
    virtual bool outOfRoom() const = 0;
    // The frame that is to be shown next, in seconds; nextSeconds() when nothing is held.
    virtual double firstSeconds() const = 0;
  };

  SessionLogic(Target target, Transport transport, int cacheFrames, const CacheView& cache);

  void start(TimePoint now);
  // One of the Click events but ClickSeek.
  void click(Event button, TimePoint now);
  void seek(double seconds, TimePoint now);
  // Takes the session down whatever is outstanding; done when left().
  void leave(TimePoint now);

  void onConnected(TimePoint now);
  void onConnectFailed(LinkFailure failure, TimePoint now);
  void onConnectionLost(std::string why, TimePoint now);
  // Our own port for the media could not be had: SETUP was not sent.
  void onPortUnavailable(const std::string& why, TimePoint now);
  // The reply to the outstanding request; movie() has been brought up to date before.
  void onReply(const ReplyFacts& reply, TimePoint now);
  // The same request was sent again with the password: its time starts anew.
  void onAskedAgain(TimePoint now);
  // Packets of the stream came; frames: some of them completed frames.
  void onMedia(bool frames, TimePoint now);
  // Packets came that are no pictures.
  void onUnusableMedia() { unusableSeen_ = true; }
  void onBye(TimePoint now);
  void onPlayedOut(TimePoint now);
  // Something that the user should know while it plays.
  void warn(Message message, TimePoint now);
  void tick(TimePoint now);
  std::optional<TimePoint> deadline() const;

  std::vector<Action> takeActions() { return std::exchange(actions_, {}); }

  MovieFacts& movie() { return movie_; }
  const MovieFacts& movie() const { return movie_; }
  UserState state() const { return user_; }
  Wire wire() const { return wire_; }
  const Ask* outstanding() const { return pending_ ? &pending_->ask : nullptr; }
  bool overTcp() const { return tcp_; }
  bool left() const { return left_; }
  bool connected() const { return connected_; }
  bool prefetchOff() const { return prefetch_.off(); }
  // Legal buttons; pressing another is ignored.
  bool canSetup() const;
  bool canPlay() const;
  bool canPause() const;
  bool canTeardown() const;
  bool canSeek() const;

 private:
  friend class SessionTable;

  struct Pending {
    Ask ask;
    TimePoint deadline;
    Duration timeout;
  };

  // session_logic.cpp
  void dispatch(Event event);
  void ignore() {}
  void carryOn();
  template <class What>
  void act(What what) {
    actions_.emplace_back(std::in_place_type<What>, std::move(what));
  }
  void ask(const Ask& ask, Duration timeout = kReplyTimeout);
  void say(Message message);
  void finish(control::ExitCode code, const std::string& why) { act(Finish{code, why}); }
  void fail(control::ExitCode code, Message message);
  void enter(UserState user, Wire wire);
  void beginWaitingForMedia();
  void dropSession();
  void restart(bool play, std::optional<double> at);
  void restartKeepingCache(Message why);
  void reconnect();
  Duration quietTime() const;
  Duration silenceTime() const { return std::max(kSilenceTime, quietTime()); }
  bool standard() const { return target_.dialect == Dialect::Standard; }
  bool reachedEnd() const;
  std::optional<double> continueFrom() const;
  void tickMedia();
  void tickPicture();

  // session_clicks.cpp: buttons.
  void openForSetup();
  void setupWhenConnected();
  void playWhenSetUp();
  void askForMovie();
  void playFromCache();
  void playWhileFilling();
  void adoptStream();
  void playWhatIsHeld();
  void startOver();
  void pause();
  void freezeOnly();
  void tearDown();
  void seekReady();
  void seekPlaying();
  void seekEnded();
  void retry();
  void switchToTcp();

  // session_replies.cpp: the connection and what the server answered.
  void connected();
  void noServer();
  void lostBeforeSession();
  void lostSession();
  void lostAfterEnd();
  void described();
  void setUpDone();
  bool playsNext() const;
  void playAccepted();
  void fillAccepted();
  void paused();
  void fillPaused();
  void fillNotPaused(const std::string& why);
  void tornDown();
  void refused();
  void noReply();
  void refusedSetup();
  void refusedPlay();
  void refusedPause();
  void noReplyToSetup();
  void noReplyToPlay();
  void noReplyToPause();

  // session_stream.cpp: frames, their end and their absence.
  void startFill();
  void fillProgress();
  void fillEnded();
  void fillQuiet();
  void fillSilence();
  void fillNothing();
  void giveUpFilling(const std::string& why);
  void movieSent();
  void byeWhileIdle();
  void quietAtEnd();
  void silence();
  void nothingCame();
  void gone();
  void movieEnded();

  // Given (borrowed).
  const CacheView& cache_;
  // Owned.
  Target target_;
  Transport transport_;
  Prefetch prefetch_;
  MovieFacts movie_;
  std::vector<Action> actions_;
  // State.
  UserState user_ = UserState::Init;
  Wire wire_ = Wire::Closed;
  std::optional<Pending> pending_;
  // The last click that had to wait for a reply.
  std::optional<Event> wish_;
  // Play by itself once there is a session: a restart on the way of playing.
  bool playAfterSetup_ = false;
  // Where to ask from when the cache cannot say: after a seek or a restart.
  std::optional<double> resumeAt_;
  std::optional<double> seekTo_;
  bool connected_ = false;
  bool tcp_ = false;
  // TEARDOWN is out to make a new session, not to end.
  bool restarting_ = false;
  // The message says why there is a new session: it stays when that is there.
  bool keepMessage_ = false;
  // The next session goes on behind what is held.
  bool keepCache_ = false;
  // Held frames are waiting for a session to go on with.
  bool cacheKept_ = false;
  bool leaving_ = false;
  bool left_ = false;
  // Something has come on this way (UDP or TCP) since SETUP: no reason to try the other.
  bool mediaSeen_ = false;
  bool filledOnce_ = false;
  // Since the last PLAY something came that could not be used.
  bool unusableSeen_ = false;
  bool noPictureSaid_ = false;
  std::uint64_t messages_ = 0;
  // The event that is being handled.
  TimePoint now_{};
  ReplyFacts reply_;
  std::string why_;
  LinkFailure failure_;
  // Timers.
  TimePoint askedAt_{};
  std::optional<TimePoint> acceptedAt_;
  std::optional<TimePoint> lastMedia_;
  // By when a whole frame should have come.
  std::optional<TimePoint> pictureDueAt_;
  std::optional<TimePoint> lastFrames_;
  Event lastSilence_ = Event::Frame;
  std::optional<TimePoint> keepAliveAt_;
};

}  // namespace zoetrope::client
