// SPDX-License-Identifier: MIT
#include "libstream/report/findings.h"

#include "libstream/report/session_sums.h"
#include "libstream/report/words.h"

#include <algorithm>
#include <utility>

namespace zoetrope::report {
namespace {

using control::ExitCode;
using playback::Counters;

// What a receive buffer for high definition may want.
constexpr std::uint64_t kAdvisedBuffer = 8ULL << 20;

std::string sentence(std::string text) {
  if (!text.empty() && text.back() != '.') text += '.';
  return text;
}

void add(std::string& text, const std::string& more) {
  if (!text.empty() && !more.empty()) text += ' ';
  text += more;
}

std::string share(std::uint64_t part, std::uint64_t whole) { return '(' + percentText(percentOf(part, whole)) + ')'; }

const char* theNetwork(const SessionReport& report) {
  return isSimulated(report) ? "The server's simulated network" : "The network";
}

// "and"s and commas between those that are not empty.
std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  std::size_t left = parts.size();
  for (const std::string& part : parts) {
    --left;
    text += part + (left > 1 ? ", " : left == 1 ? " and " : "");
  }
  return text;
}

std::string orderSentence(const Counters& counters) {
  if (counters.packetsReordered == 0 && counters.packetsDuplicate == 0) return "Every packet came in order, and once.";
  std::string text;
  if (counters.packetsReordered > 0)
    add(text, counted(counters.packetsReordered, "packet", "packets") + " came behind a later one.");
  if (counters.packetsDuplicate > 0)
    add(text, counted(counters.packetsDuplicate, "packet", "packets") + " came more than once.");
  return text;
}

std::string timingSentence(const SessionReport& report) {
  const double jitter = typical(report, &Counters::jitterMs);
  const double roundTrip = typical(report, &Counters::roundTripMs);
  std::vector<std::string> parts;
  if (jitter > 0) parts.push_back("the interarrival jitter was " + milliText(jitter));
  if (roundTrip > 0) parts.push_back("the round trip took " + milliText(roundTrip));
  return parts.empty() ? "" : "Typically, " + joined(parts) + '.';
}

std::string lossSentence(const SessionReport& report, const SessionSums& sums) {
  const std::string came = counted(sums.expected, "packet", "packets");
  if (sums.missed == 0) {
    if (sums.expected == 0) return "No packet was lost.";
    return sums.expected == 1 ? "No packet was lost: the only one came." : "No packet was lost: all " + came + " came.";
  }
  const std::uint64_t own = std::min(report.counters.packetsDroppedBySocket, sums.missed);
  const std::string missed = grouped(sums.missed);
  if (own == 0)
    return theNetwork(report) + (" lost " + missed) + " of " + came + ' ' + share(sums.missed, sums.expected) + '.';
  return "Of " + came + ", " + missed + ' ' + share(sums.missed, sums.expected) +
         " did not come at first. This machine itself dropped " + grouped(own) +
         " of them, so that the network lost about " + grouped(sums.missed - own) + ' ' +
         share(sums.missed - own, sums.expected) + '.';
}

std::string courseLossSentence(const Counters& counters, const SessionSums& sums) {
  const std::uint64_t broken = counters.framesLost + counters.framesIncomplete;
  std::string text = "Of " + counted(sums.frames, "frame", "frames") + ", " + grouped(counters.framesLost) +
                     " never came and " + grouped(counters.framesIncomplete) + " came with parts missing " +
                     share(broken, sums.frames) + '.';
  if (broken == 0) text = "No frame was lost, by their numbers: " + counted(sums.frames, "frame", "frames") + " came.";
  if (counters.packetsLost > 0)
    return text + " At least " + counted(counters.packetsLost, "packet was", "packets were") + " lost.";
  return text +
         " In the course dialect all packets of a frame have the frame's number, so that lost frames can be "
         "counted, but not lost packets.";
}

std::string networkFinding(const SessionReport& report, const SessionSums& sums) {
  std::string text;
  if (report.overTcp) {
    text =
        "Over TCP no packet is lost or overtaken: what the network loses, TCP sends again by itself, and it shows as "
        "delay.";
  } else if (report.courseDialect) {
    text = courseLossSentence(report.counters, sums);
  } else {
    text = lossSentence(report, sums);
    add(text, orderSentence(report.counters));
  }
  add(text, timingSentence(report));
  return text;
}

std::string costSentence(const Counters& counters) {
  if (counters.retransmissions == 0) return "";
  std::string text = "That took " + counted(counters.retransmissions, "retransmission", "retransmissions");
  if (counters.bytesReceived > 0)
    text +=
        ", " + percentText(percentOf(counters.bytesRetransmitted, counters.bytesReceived)) + " of the bytes received";
  if (counters.retransmissionsNeedless > 0)
    text += "; " + grouped(counters.retransmissionsNeedless) + " of what had come already";
  return text + '.';
}

std::string recoveredSentence(const Counters& counters, const SessionSums& sums) {
  if (sums.missed == 0) return "Nothing had to be asked for again.";
  if (sums.lost == 0 && counters.packetsRecovered >= sums.missed) {
    if (sums.missed == 1) return "The packet was recovered by asking for it again; nothing was lost for good.";
    return "All " + grouped(sums.missed) + " packets were recovered by asking for them again; none was lost for good.";
  }
  const std::string lost = sums.lost == 0 ? "none was" : grouped(sums.lost) + (sums.lost == 1 ? " was" : " were");
  const std::string ofExpected = sums.lost == 0 ? "" : ' ' + share(sums.lost, sums.expected);
  return grouped(counters.packetsRecovered) + " of the " + counted(sums.missed, "packet", "packets") +
         (counters.packetsRecovered == 1 ? " was" : " were") + " recovered by asking again; " + lost +
         " lost for good" + ofExpected + '.';
}

std::string recoveryFinding(const SessionReport& report, const SessionSums& sums) {
  const Counters& counters = report.counters;
  if (report.overTcp) return "Nothing had to be asked for again: TCP does that below the player.";
  std::string text;
  if (report.recovers || counters.packetsRecovered > 0) {
    text = recoveredSentence(counters, sums);
    add(text, costSentence(counters));
  } else if (report.courseDialect) {
    text = "The course dialect has no way to ask for a lost packet again.";
  } else {
    text = "Lost packets were not asked for again in this session.";
    if (sums.lost > 0) add(text, counted(sums.lost, "packet was", "packets were") + " lost for good.");
  }
  if (counters.packetsLate > 0)
    add(text, counted(counters.packetsLate, "packet", "packets") + " came too late to be of use.");
  return text;
}

// "41 %", "22 to 41 %", "4.3 to 6 %"
std::string shareRange(const SenderSums& sender) {
  constexpr double kFew = 10;
  const auto figure = [](double percent) {
    std::string text = decimal(percent, percent < kFew ? 1 : 0);
    return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
  };
  const std::string least = figure(sender.leastPercent);
  const std::string most = figure(sender.mostPercent);
  return (least == most ? "" : least + " to ") + most + " %";
}

std::string reducedSentence(const SenderSums& sender) {
  if (sender.reducedSeconds <= 0) return "";
  std::string text = "Quality was reduced for " + spanText(sender.reducedSeconds) + " of " + spanText(sender.seconds);
  if (sender.halfSizeSeconds >= sender.reducedSeconds)
    text += "; all that time the pictures had half the width and half the height";
  else if (sender.halfSizeSeconds > 0)
    text += "; for " + spanText(sender.halfSizeSeconds) + " the pictures had half the width and half the height";
  if (sender.reducedLater <= 0) text += ", while the server found out what the network takes";
  return text + '.';
}

std::string sendingFinding(const SessionReport& report, const SessionSums& sums, const SenderSums& sender) {
  const std::uint64_t leftOut = report.counters.framesSkippedBySender;
  std::string text;
  if (sender.allowedBps > 0)
    text = theNetwork(report) + (" allowed " + bitRateText(sender.allowedBps)) + " on average; the server";
  else
    text = "The server";
  text += sender.reducedSeconds > 0 ? " sent pictures with " + shareRange(sender) + " of the movie's bytes"
                                    : " sent every picture in full quality";
  text += leftOut > 0 ? " and left out " + grouped(leftOut) + " of " + counted(sums.frames + leftOut, "frame", "frames")
                      : " and left out none";
  text += '.';
  add(text, reducedSentence(sender));
  return text;
}

std::string wholeFramesSentence(const Counters& counters) {
  const std::uint64_t shown = counters.framesShown;
  const std::string text = "No frame was lost: ";
  if (shown >= counters.framesComplete) {
    if (shown == 1) return text + "the only one came whole and was shown in its turn.";
    return text + "all " + grouped(counters.framesComplete) + " came whole and were shown in their turn.";
  }
  return text + (counters.framesComplete == 1 ? "the only one" : "all " + grouped(counters.framesComplete)) +
         " came whole, and " + grouped(shown) + " had " + (shown == 1 ? "its" : "their") +
         " turn before the session ended.";
}

std::string framesSentence(const Counters& counters, const SessionSums& sums) {
  if (sums.noFrameLost) return wholeFramesSentence(counters);
  std::vector<std::string> came = {grouped(counters.framesComplete) + " came whole"};
  if (counters.framesIncomplete > 0) came.push_back(grouped(counters.framesIncomplete) + " with parts missing");
  if (counters.framesLost > 0) came.push_back(grouped(counters.framesLost) + " not at all");
  std::string text = "Of " + counted(sums.frames, "frame", "frames") + ", " + joined(came) + "; " +
                     grouped(counters.framesShown) + (counters.framesShown == 1 ? " was" : " were") + " shown.";
  if (counters.framesLate > 0)
    add(text, counted(counters.framesLate, "frame", "frames") + " came after the turn to be shown.");
  if (counters.framesDropped > 0)
    add(text, counted(counters.framesDropped, "frame", "frames") + " found no room in the cache.");
  return text;
}

std::string stillSentence(std::uint64_t times) {
  if (times == 0) return "The picture never stood still for want of frames.";
  if (times == 1) return "The picture stood still once for want of frames.";
  return "The picture stood still " + grouped(times) + " times for want of frames.";
}

std::string viewerFinding(const SessionReport& report, const SessionSums& sums) {
  const Counters& counters = report.counters;
  std::string text = framesSentence(counters, sums);
  if (counters.framesSkippedBySender > 0 && counters.renditionRungs == 0)
    add(text, "The sender left out " + counted(counters.framesSkippedBySender, "frame", "frames") + '.');
  if (counters.framesShown > 0) add(text, stillSentence(counters.starvations));
  if (const double delay = typical(report, &Counters::delayMs); delay > 0)
    add(text, "A frame was typically shown " + milliText(delay) + " after it was sent.");
  if (counters.firstPictureMs > 0)
    add(text, "The first picture was there " + milliText(counters.firstPictureMs) + " after Play.");
  return text;
}

std::string socketSentence(const SessionReport& report) {
  const Counters& counters = report.counters;
  const std::string buffer =
      counters.receiveBufferBytes > 0 ? "receive buffer of " + byteText(counters.receiveBufferBytes) : "receive buffer";
  if (report.overTcp) return "Over TCP this machine has no receive buffer that could overflow.";
  if (counters.packetsDroppedBySocket == 0)
    return "This machine dropped nothing: its " + buffer + " had room for every datagram.";
  const std::uint64_t advised = std::max(kAdvisedBuffer, 2 * counters.receiveBufferBytes);
  return "This machine itself dropped " + counted(counters.packetsDroppedBySocket, "datagram", "datagrams") +
         " because its " + buffer +
         " was full: that is no loss of the network's. On Linux a higher limit helps: sudo sysctl -w "
         "net.core.rmem_max=" +
         std::to_string(advised) + '.';
}

std::string machineFinding(const SessionReport& report) {
  const Counters& counters = report.counters;
  std::string text = socketSentence(report);
  if (counters.framesSkipped > 0)
    add(text, counted(counters.framesSkipped, "frame was", "frames were") +
                  " overtaken by a newer one before this machine had drawn " +
                  (counters.framesSkipped == 1 ? "it." : "them."));
  if (counters.framesCorrupt > 0)
    add(text, "The decoder complained about " + counted(counters.framesCorrupt, "frame", "frames") + '.');
  return text;
}

std::string usageFinding(const SessionReport& report, const SessionSums& sums) {
  const Counters& counters = report.counters;
  if (counters.bytesOnWire == 0)
    return "The session took " + byteText(counters.bytesReceived) + " of RTP packets from the network.";
  std::string text = "The session took " + byteText(counters.bytesOnWire) + " from the network";
  if (sums.wireBps > 0) text += ": " + bitRateText(sums.wireBps) + " on average";
  if (sums.mostWireBps > sums.wireBps) text += ", " + bitRateText(sums.mostWireBps) + " at most";
  text += '.';
  if (counters.bytesUseful == 0) return text;
  const std::uint64_t useful = std::min(counters.bytesUseful, counters.bytesOnWire);
  add(text, byteText(useful) + " of it were frames that came whole; the other " +
                percentText(100 - percentOf(useful, counters.bytesOnWire)) +
                " were headers, retransmissions, and parts of frames that did not become whole.");
  return text;
}

std::string nothingPlayed(const SessionReport& report) {
  if (!report.ending) return "Nothing has been played yet.";
  if (report.ending->why.empty()) return "Nothing was played.";
  return sentence("Nothing was played: " + report.ending->why);
}

// What stands behind "Every frame was shown whole".
std::string lossClause(const SessionReport& report, const SessionSums& sums) {
  if (report.overTcp) return ", over TCP";
  if (report.courseDialect) return "";
  if (sums.missed == 0) return "; no packet was lost";
  const std::string lost = percentText(percentOf(sums.missed, sums.expected)) + " of the packets";
  return report.counters.packetsDroppedBySocket > 0
             ? ", although " + lost + " did not come at first"
             : std::string(", although the ") + (isSimulated(report) ? "simulated " : "") + "network lost " + lost;
}

// Behind a verdict on what came: what came was less than the movie.
std::string reducedClause(const SessionReport& report) {
  const SenderSums sender = senderSumsOf(report);
  const std::uint64_t leftOut = report.counters.framesSkippedBySender;
  if (sender.reducedLater <= 0) return "";
  return theNetwork(report) + std::string(" had no room for the movie as it is: the server reduced the quality") +
         (leftOut > 0 ? " and left out " + counted(leftOut, "frame", "frames") : "") + '.';
}

std::string playedVerdict(const SessionReport& report, const SessionSums& sums) {
  const Counters& counters = report.counters;
  if (sums.noFrameLost) {
    const bool recovered = sums.missed > 0 && counters.packetsRecovered > 0;
    return "No frame was lost" + lossClause(report, sums) +
           (recovered ? ": what was missing came when asked for again." : ".");
  }
  const std::uint64_t broken = counters.framesIncomplete + counters.framesLost + counters.framesLate;
  if (broken == 0)
    return "Frames were lost of which nothing came: " + counted(sums.lost, "packet", "packets") + " never came.";
  std::string text = grouped(broken) + " of " + counted(sums.frames, "frame", "frames") + ' ' +
                     share(broken, sums.frames) + (broken == 1 ? " was" : " were") + " lost, incomplete or late";
  if (sums.missed > 0 && !report.courseDialect)
    text += "; " + percentText(percentOf(sums.missed, sums.expected)) + " of the packets did not come at first";
  return text + '.';
}

}  // namespace

Grade gradeOf(const SessionReport& report) {
  if (report.ending && report.ending->code != ExitCode::Ok) return Grade::Failed;
  const SessionSums sums = sumsOf(report);
  return sums.frames == 0 || sums.noFrameLost ? Grade::Good : Grade::Marred;
}

std::string verdict(const SessionReport& report) {
  const SessionSums sums = sumsOf(report);
  std::string text = sums.frames == 0 ? nothingPlayed(report) : playedVerdict(report, sums);
  if (sums.frames > 0) add(text, reducedClause(report));
  if (sums.frames > 0 && report.ending && report.ending->code != ExitCode::Ok)
    add(text, sentence("The session ended early: " + report.ending->why));
  return text;
}

std::vector<Finding> findings(const SessionReport& report) {
  const SessionSums sums = sumsOf(report);
  if (sums.frames == 0 && report.counters.packetsReceived == 0)
    return {{"The network", nothingPlayed(report) + " No packet of the stream came, so there is nothing to measure."}};
  std::vector<Finding> all = {{"The network", networkFinding(report, sums)},
                              {"Recovery", recoveryFinding(report, sums)},
                              {"The picture", viewerFinding(report, sums)},
                              {"This machine", machineFinding(report)},
                              {"Network usage", usageFinding(report, sums)}};
  if (const SenderSums sender = senderSumsOf(report); sender.seconds > 0)
    all.insert(all.begin() + 2, {"The server", sendingFinding(report, sums, sender)});
  return all;
}

}  // namespace zoetrope::report
