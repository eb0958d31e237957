// SPDX-License-Identifier: MIT
// Puts RTP packets back in order: what is in order passes straight through, what is ahead is held until the gap before
// it is filled, by the network or by a retransmission, or has waited too long. Finds duplicates and losses, and follows
// a sender that starts over.
// Spec: RFC 3550, section 5.1 and appendix A.1 (with a wider window: a video frame is hundreds of packets).
// Thread: one at a time; time is an argument.
// Owns: copies of the packets that it holds. Borrows: pushed bytes during the call only.
// Limits: Options::maxPackets and maxBytes held; when full the oldest gap is given up.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/serial.h"
#include "libstream/base/time.h"
#include "libstream/rtp/packet.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace zoetrope::rtp {

// Packets that are missing between packets that came.
struct Gap {
  std::int64_t first = 0;  // extended sequence number
  std::int64_t count = 0;
  TimePoint noticed;  // when the packet behind it came
};

struct ReorderCounts {
  std::uint64_t received = 0;         // every packet pushed of the accepted source, duplicates and late ones too
  std::uint64_t delivered = 0;        // handed to the listener
  std::uint64_t lost = 0;             // never came; a late packet is taken off again
  std::uint64_t recovered = 0;        // came as a retransmission only
  std::uint64_t duplicate = 0;        // came before
  std::uint64_t reordered = 0;        // came behind a later one, in time
  std::uint64_t late = 0;             // came after their gap was given up
  std::uint64_t recoveredLate = 0;    // of these, as retransmissions
  std::uint64_t retransmissions = 0;  // all that came
  std::uint64_t needless = 0;         // of these, what had come already or came by itself, too
  std::uint64_t strangers = 0;        // of a source that is not (yet) believed
  std::uint64_t resyncs = 0;          // times the sender started over
};

class ReorderBuffer {
 public:
  struct Options {
    // How long a gap may stay open.
    Duration hold = std::chrono::milliseconds(100);
    std::size_t maxPackets = 30000;
    std::size_t maxBytes = std::size_t{64} << 20;
  };

  class Listener {
   public:
    virtual ~Listener() = default;
    // In order. The view is good during the call. `arrival` is when it was pushed.
    virtual void onPacket(const RtpView& packet, std::int64_t sequence, TimePoint arrival) = 0;
    // `count` packets from `first` on are given up; the next onPacket is behind them.
    virtual void onGap(std::int64_t first, std::int64_t count) = 0;
    // The sender started over (new SSRC or a jump): the next packet begins a new row of numbers.
    virtual void onResync() = 0;
  };
  // Until when what is missing is waited for, instead of Options::hold.
  class HoldPolicy {
   public:
    virtual ~HoldPolicy() = default;
    // Asked for the oldest gap only, again and again: it may change its mind.
    virtual TimePoint giveUpAt(const Gap& oldest) const = 0;
  };

  ReorderBuffer() : ReorderBuffer(Options{}) {}
  explicit ReorderBuffer(Options options);

  void push(const RtpView& packet, TimePoint now, Listener& listener);
  // A packet restored from its retransmission: never begins anything, only fills what is missing. It may be a little
  // ahead: who asks for the tail of a frame does not know how long it is.
  void pushRetransmission(const RtpView& packet, TimePoint now, Listener& listener);
  // The sender says that this was its last packet for now: what is missing up to it is a gap, if it is not too much.
  void announceLast(std::uint16_t sequence, TimePoint now);
  // Gives up gaps whose time has come. Call at deadline().
  void advance(TimePoint now, Listener& listener);
  std::optional<TimePoint> deadline() const;
  // Hands out all that is held, giving up every gap: the end of a range, before a seek.
  void flush(Listener& listener);
  // An RTP-Info said which packet the new range begins with: what is missing before it is no loss.
  void rebase(std::uint16_t firstSequence, Listener& listener);
  // Only this source is listened to (SETUP's ssrc=); nothing: who sends two in a row is believed.
  void expectSource(std::optional<std::uint32_t> ssrc) { expectedSsrc_ = ssrc; }
  // RTCP named this source: one packet of it is enough.
  void vouchFor(std::uint32_t ssrc, Listener& listener);
  void setHold(Duration hold) { options_.hold = hold; }
  // Borrowed; null: Options::hold.
  void setHoldPolicy(const HoldPolicy* policy) { policy_ = policy; }
  // Forgets everything but the counts.
  void reset();

  // What is missing now and could still be asked for, oldest first.
  std::vector<Gap> gaps() const;
  bool complete() const { return gaps_.empty(); }
  // How long packets that come behind later ones take, at most and of late.
  Duration reorderDelay(TimePoint now) const;
  // Gives up what is missing before this extended number: its frame's time has come.
  void giveUpBefore(std::int64_t sequence, Listener& listener);
  const ReorderCounts& counts() const { return counts_; }
  std::size_t held() const { return held_.size(); }
  std::size_t heldBytes() const { return heldBytes_; }
  std::optional<std::uint32_t> ssrc() const { return ssrc_; }
  // Of the newest packet that is known of.
  std::uint16_t highestSequence() const { return static_cast<std::uint16_t>(highest_); }
  // Extended number of the next packet in order.
  std::int64_t nextSequence() const { return gaps_.empty() ? highest_ + 1 : gaps_.begin()->first; }

 private:
  struct Held {
    ByteBuffer bytes;
    TimePoint arrival;
  };
  // A source or a jump that is believed when a second packet comes close to it.
  struct Probation {
    std::uint32_t ssrc = 0;
    std::uint16_t sequence = 0;
    Held packet;
  };

  void onProbation(const RtpView& packet, TimePoint now, Listener& listener);
  void believeWitness(Listener& listener);
  void startOver(std::uint16_t sequence, std::uint32_t ssrc, Listener& listener);
  void place(const RtpView& packet, TimePoint now, Listener& listener);
  void placeAhead(const RtpView& packet, std::int64_t sequence, TimePoint now, Listener& listener);
  void placeInGap(const RtpView& packet, std::int64_t sequence, TimePoint now, Listener& listener);
  void fillGap(const RtpView& packet, std::int64_t sequence, TimePoint now, Listener& listener);
  void placeCopy(std::int64_t sequence, TimePoint now);
  void noteReordering(Duration delay, TimePoint now);
  bool takeBack(std::int64_t first);
  TimePoint giveUpTime(const Gap& oldest) const;
  void placeOld(const RtpView& packet, std::int64_t sequence, TimePoint now, Listener& listener);
  void placeLate(std::int64_t sequence);
  // Takes one number out of the gap that it lies in; nothing when it lies in none, else when that gap was noticed.
  std::optional<TimePoint> closeGapAt(std::int64_t sequence);
  void openGap(std::int64_t first, std::int64_t count, TimePoint now);
  void keepOrDeliver(const RtpView& packet, std::int64_t sequence, TimePoint now, Listener& listener);
  void deliver(const RtpView& packet, std::int64_t sequence, TimePoint arrival, Listener& listener);
  void deliverHeld(Listener& listener);
  void giveUpFirstGap(Listener& listener);
  void enforceLimits(Listener& listener);
  void forgetRow();

  // Given.
  Options options_;
  std::optional<std::uint32_t> expectedSsrc_;
  // Given (not owned).
  const HoldPolicy* policy_ = nullptr;
  // Owned.
  std::map<std::int64_t, Held> held_;
  // By 16-bit number, in the last round of numbers: handed out; came as a retransmission.
  std::vector<bool> delivered_;
  std::vector<bool> resent_;
  // State.
  std::optional<Probation> probation_;
  std::optional<std::uint16_t> announcedFirst_;  // an RTP-Info that came before any packet
  std::optional<std::uint32_t> ssrc_;
  std::map<std::int64_t, Gap> gaps_;  // by first number; those behind were noticed later
  std::int64_t highest_ = -1;
  std::int64_t base_ = 0;  // what is before it was never expected
  std::size_t heldBytes_ = 0;
  int oldInARow_ = 0;
  std::int64_t lastOld_ = 0;
  Duration reorderDelay_{};
  TimePoint reorderedAt_{};
  ReorderCounts counts_;
};

}  // namespace zoetrope::rtp
