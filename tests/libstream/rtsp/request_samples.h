// SPDX-License-Identifier: MIT
// Requests as programs that are not ours send them, with what our server has to read in them. One table for parsing,
// splitting and mutating. The course forms are those that public solutions of the lab send.
#pragma once

#include "tests/libstream/rtsp/event_text.h"

#include <string>
#include <vector>

namespace zoetrope::rtsp {

struct RequestSample {
  std::string name;
  std::string bytes;
  Texts events;
};

inline const std::vector<RequestSample>& courseSamples() {
  static const std::vector<RequestSample> samples = {
      {"stock setup, no newline at the end",
       "SETUP movie.Mjpeg RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; client_port= 25000",
       {"course SETUP movie.Mjpeg cseq 1 port 25000"}},
      {"stock play",
       "PLAY movie.Mjpeg RTSP/1.0\nCSeq: 2\nSession: 123456",
       {"course PLAY movie.Mjpeg cseq 2 session 123456"}},
      {"as in the handout",
       "SETUP movie.Mjpeg RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; client_port=25000",
       {"course SETUP movie.Mjpeg cseq 1 port 25000"}},
      {"newline at the end",
       "PAUSE movie.Mjpeg RTSP/1.0\nCSeq: 3\nSession: 9\n",
       {"course PAUSE movie.Mjpeg cseq 3 session 9"}},
      {"blank line with LF",
       "SETUP movie.Mjpeg RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; client_port=25000\n\n",
       {"course SETUP movie.Mjpeg cseq 1 port 25000 blank"}},
      {"original Java, CRLF without a blank line",
       "SETUP movie.Mjpeg RTSP/1.0\r\nCSeq: 1\r\nTransport: RTP/UDP; client_port= 25000\r\n",
       {"course SETUP movie.Mjpeg cseq 1 port 25000"}},
      {"LF and CRLF mixed",
       "SETUP movie.Mjpeg RTSP/1.0\r\nCSeq: 1\nTransport: RTP/UDP; client_port= 25000\r\n",
       {"course SETUP movie.Mjpeg cseq 1 port 25000"}},
      {"no blanks at all",
       "SETUP movie.Mjpeg RTSP/1.0\r\nCSeq: 1\r\nTransport: RTP/UDP;client_port=25000\r\n",
       {"course SETUP movie.Mjpeg cseq 1 port 25000"}},
      {"CRLF and a blank line",
       "SETUP movie.Mjpeg RTSP/1.0\r\nCSeq: 1\r\nTransport: RTP/UDP; client_port=25000\r\n\r\n",
       {"course SETUP movie.Mjpeg cseq 1 port 25000 blank"}},
      {"blanks round the equals sign",
       "SETUP movie.Mjpeg RTSP/1.0\nCSeq: 1\nTransport: TCP/UDP ; client_port = 25000\n",
       {"course SETUP movie.Mjpeg cseq 1 port 25000"}},
      {"a fourth line without a newline",
       "SETUP movie_HD.Mjpeg RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; client_port= 25000\nPrefer: HD",
       {"course SETUP movie_HD.Mjpeg cseq 1 port 25000"}},
      {"the video over TCP",
       "SETUP movie.Mjpeg RTSP/1.0\nCSeq: 1\nTransport: RTP/TCP; client_port= 25000",
       {"course SETUP movie.Mjpeg cseq 1 port 25000 tcp"}},
      {"the Dresden variant",
       "SETUP rtsp://h:8554/f.mjpeg/trackID=0 RTSP/1.0\r\nCseq: 1\r\n"
       "Transport: rtp/upd; compression; port=25000-25001; mode=PLAY\r\n\r\n"
       "PLAY rtsp://h:8554/f.mjpeg RTSP/1.0\r\nCseq: 2\r\nSession: 12\r\n\r\n",
       {"course SETUP f.mjpeg cseq 1 port 25000 url blank", "course PLAY f.mjpeg cseq 2 session 12 url blank"}},
      {"a URL whose host is the file",
       "SETUP rtsp://movie.mjpeg RTSP/1.0\r\nCSeq: 0\r\nTransport: RTP/UDP;client_port=25000",
       {"course SETUP movie.mjpeg cseq 0 port 25000 url"}},
      {"numbers on lines of their own",
       "SETUP movie.Mjpeg\n1\n RTSP/1.0 RTP/UDP 25000",
       {"course SETUP movie.Mjpeg cseq 1 port 25000"}},
      {"nothing but a method and a number", "PLAY \n2", {"course PLAY  cseq 2"}},
      {"misspelt",
       "PLAY movie.Mjpeg RSTP/1.0\n     Cseq: 2\nSesssion: 77",
       {"course PLAY movie.Mjpeg cseq 2 session 77"}},
      {"a session without its colon",
       "PLAY movie.Mjpeg RTSP/1.0\nCSeq: 2\nSession 77",
       {"course PLAY movie.Mjpeg cseq 2 session 77"}},
      {"a slider's number behind the session",
       "PLAY movie.Mjpeg RTSP/1.0\nCSeq: 2\nSession: 77\n120",
       {"course PLAY movie.Mjpeg cseq 2 session 77"}},
      {"two at once, glued together",
       "PAUSE movie.Mjpeg RTSP/1.0\nCSeq: 3\nSession: 123456TEARDOWN movie.Mjpeg RTSP/1.0\nCSeq: 4\nSession: 123456",
       {"course PAUSE movie.Mjpeg cseq 3 session 123456", "course TEARDOWN movie.Mjpeg cseq 4 session 123456"}},
      {"two at once, on lines of their own",
       "PAUSE movie.Mjpeg RTSP/1.0\r\nCSeq: 3\r\nSession: 1\r\nTEARDOWN movie.Mjpeg RTSP/1.0\r\nCSeq: 4\r\nSession: "
       "1\r\n",
       {"course PAUSE movie.Mjpeg cseq 3 session 1", "course TEARDOWN movie.Mjpeg cseq 4 session 1"}},
      {"setup with play glued to its port",
       "SETUP movie.Mjpeg RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; client_port= 25000PLAY movie.Mjpeg RTSP/1.0\nCSeq: 2\n"
       "Session: 0\n\n",
       {"course SETUP movie.Mjpeg cseq 1 port 25000", "course PLAY movie.Mjpeg cseq 2 session 0 blank"}},
      {"a bare name is course even with RTP/AVP",
       "SETUP movie.Mjpeg RTSP/1.0\r\nCSeq: 1\r\nTransport: RTP/AVP;unicast;client_port=25000-25001\r\n\r\n",
       {"course SETUP movie.Mjpeg cseq 1 port 25000 blank"}},
      {"methods of one's own",
       "DESCRIBE movie.Mjpeg RTSP/1.0\nCSeq: 5\nSession: 1\n\n",
       {"course DESCRIBE movie.Mjpeg cseq 5 session 1 blank"}},
      {"frames between course requests",
       "SETUP m RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; client_port= 25000\n\n" + std::string("$\x01\x00\x02xy", 6) +
           "PLAY m RTSP/1.0\nCSeq: 2\nSession: 5\n\n",
       {"course SETUP m cseq 1 port 25000 blank", "frame 1 2", "course PLAY m cseq 2 session 5 blank"}},
  };
  return samples;
}

inline const std::vector<RequestSample>& standardSamples() {
  static const std::vector<RequestSample> samples = {
      {"live555 options",
       "OPTIONS rtsp://h:8554/m RTSP/1.0\r\nCSeq: 2\r\nUser-Agent: openRTSP (LIVE555 Streaming Media "
       "v2026.06.24)\r\n\r\n",
       {"standard OPTIONS rtsp://h:8554/m cseq 2 | CSeq: 2 | User-Agent: openRTSP (LIVE555 Streaming Media "
        "v2026.06.24)"}},
      {"live555 describe",
       "DESCRIBE rtsp://h:8554/m RTSP/1.0\r\nCSeq: 3\r\nUser-Agent: testRTSPClient (LIVE555 Streaming Media "
       "v2026.06.24)\r\nAccept: application/sdp\r\n\r\n",
       {"standard DESCRIBE rtsp://h:8554/m cseq 3 | CSeq: 3 | User-Agent: testRTSPClient (LIVE555 Streaming Media "
        "v2026.06.24) | Accept: application/sdp"}},
      {"live555 setup, udp",
       "SETUP rtsp://h:8554/m/track1 RTSP/1.0\r\nCSeq: 4\r\nUser-Agent: openRTSP\r\nTransport: "
       "RTP/AVP;unicast;client_port=50000-50001\r\n\r\n",
       {"standard SETUP rtsp://h:8554/m/track1 cseq 4 | CSeq: 4 | User-Agent: openRTSP | Transport: "
        "RTP/AVP;unicast;client_port=50000-50001"}},
      {"live555 setup, tcp",
       "SETUP rtsp://h:8554/m/track1 RTSP/1.0\r\nCSeq: 4\r\nUser-Agent: openRTSP\r\nTransport: "
       "RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n",
       {"standard SETUP rtsp://h:8554/m/track1 cseq 4 | CSeq: 4 | User-Agent: openRTSP | Transport: "
        "RTP/AVP/TCP;unicast;interleaved=0-1"}},
      {"live555 play",
       "PLAY rtsp://h:8554/m/ RTSP/1.0\r\nCSeq: 5\r\nUser-Agent: openRTSP\r\nSession: 1A2B3C4D\r\nRange: "
       "npt=0.000-\r\n\r\n",
       {"standard PLAY rtsp://h:8554/m/ cseq 5 | CSeq: 5 | User-Agent: openRTSP | Session: 1A2B3C4D | Range: "
        "npt=0.000-"}},
      {"live555 get_parameter with a line break for a body",
       "GET_PARAMETER rtsp://h:8554/m/ RTSP/1.0\r\nCSeq: 6\r\nUser-Agent: openRTSP\r\nSession: 1A2B3C4D\r\n"
       "Content-Length: 2\r\n\r\n\r\nTEARDOWN rtsp://h:8554/m/ RTSP/1.0\r\nCSeq: 7\r\nUser-Agent: openRTSP\r\n"
       "Session: 1A2B3C4D\r\n\r\n",
       {"standard GET_PARAMETER rtsp://h:8554/m/ cseq 6 | CSeq: 6 | User-Agent: openRTSP | Session: 1A2B3C4D | "
        "Content-Length: 2 | body \r\n",
        "standard TEARDOWN rtsp://h:8554/m/ cseq 7 | CSeq: 7 | User-Agent: openRTSP | Session: 1A2B3C4D"}},
      {"ffmpeg setup, its headers before CSeq",
       "SETUP rtsp://h:8554/m/track1 RTSP/1.0\r\nTransport: RTP/AVP/UDP;unicast;client_port=21538-21539\r\nCSeq: 3\r\n"
       "User-Agent: Lavf59.27.100\r\n\r\n",
       {"standard SETUP rtsp://h:8554/m/track1 cseq 3 | Transport: RTP/AVP/UDP;unicast;client_port=21538-21539 | CSeq: "
        "3 "
        "| User-Agent: Lavf59.27.100"}},
      {"ffmpeg play and teardown in one segment",
       "PLAY rtsp://h:8554/m/ RTSP/1.0\r\nRange: npt=0.000-\r\nCSeq: 4\r\nUser-Agent: Lavf59.27.100\r\nSession: "
       "x\r\n\r\n"
       "TEARDOWN rtsp://h:8554/m/ RTSP/1.0\r\nCSeq: 5\r\nUser-Agent: Lavf59.27.100\r\nSession: x\r\n\r\n",
       {"standard PLAY rtsp://h:8554/m/ cseq 4 | Range: npt=0.000- | CSeq: 4 | User-Agent: Lavf59.27.100 | Session: x",
        "standard TEARDOWN rtsp://h:8554/m/ cseq 5 | CSeq: 5 | User-Agent: Lavf59.27.100 | Session: x"}},
      {"GStreamer setup with three choices",
       "SETUP rtsp://h:8554/m/track1 RTSP/1.0\r\nCSeq: 3\r\nUser-Agent: GStreamer/1.22.0\r\nTransport: "
       "RTP/AVP;unicast;client_port=38536-38537,RTP/AVP;multicast,RTP/AVP/TCP;unicast;interleaved=0-1\r\nDate: Sun, 22 "
       "Nov 2026 09:00:00 GMT\r\n\r\n",
       {"standard SETUP rtsp://h:8554/m/track1 cseq 3 | CSeq: 3 | User-Agent: GStreamer/1.22.0 | Transport: "
        "RTP/AVP;unicast;client_port=38536-38537,RTP/AVP;multicast,RTP/AVP/TCP;unicast;interleaved=0-1 | Date: Sun, 22 "
        "Nov "
        "2026 09:00:00 GMT"}},
      {"Debian's VLC: SETUP first, CSeq 0",
       "SETUP rtsp://h:8554/?src=1 RTSP/1.0\r\nCSeq: 0\r\nTransport: RTP/AVP;unicast;client_port=9000-9001\r\n\r\n",
       {"standard SETUP rtsp://h:8554/?src=1 cseq 0 | CSeq: 0 | Transport: RTP/AVP;unicast;client_port=9000-9001"}},
      {"secure transport is standard",
       "SETUP rtsp://h/m RTSP/1.0\r\nCSeq: 1\r\nTransport: rtp/savp;unicast;client_port=9000-9001\r\n\r\n",
       {"standard SETUP rtsp://h/m cseq 1 | CSeq: 1 | Transport: rtp/savp;unicast;client_port=9000-9001"}},
      {"setup without a transport",
       "SETUP rtsp://h/m RTSP/1.0\r\nCSeq: 1\r\n\r\n",
       {"standard SETUP rtsp://h/m cseq 1 | CSeq: 1"}},
      {"a star", "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n", {"standard OPTIONS * cseq 1 | CSeq: 1"}},
      {"bare LF and a folded header",
       "OPTIONS rtsp://h/m RTSP/1.0\nCSeq: 01\nX-Long: a\n  b\n\n",
       {"standard OPTIONS rtsp://h/m cseq 01 | CSeq: 01 | X-Long: a b"}},
      {"a body",
       "SET_PARAMETER rtsp://h/m RTSP/1.0\r\nCSeq: 9\r\nContent-Length: 9\r\n\r\nbar: $\x01\r\n",
       {"standard SET_PARAMETER rtsp://h/m cseq 9 | CSeq: 9 | Content-Length: 9 | body bar: $\x01\r\n"}},
      {"frames before, between and behind",
       std::string("$\x00\x00\x01x", 5) + "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n" + std::string("$\x01\x00\x00", 4) +
           "OPTIONS * RTSP/1.0\r\nCSeq: 2\r\n\r\n" + std::string("$\x05\x00\x03\r\n$", 7),
       {"frame 0 1", "standard OPTIONS * cseq 1 | CSeq: 1", "frame 1 0", "standard OPTIONS * cseq 2 | CSeq: 2",
        "frame 5 3"}},
      {"a later SETUP changes nothing",
       "SETUP rtsp://h/m RTSP/1.0\r\nCSeq: 1\r\nTransport: RTP/AVP;unicast;client_port=9000-9001\r\n\r\n"
       "PLAY m RTSP/1.0\r\nCSeq: 2\r\nSession: 4\r\n\r\n",
       {"standard SETUP rtsp://h/m cseq 1 | CSeq: 1 | Transport: RTP/AVP;unicast;client_port=9000-9001",
        "standard PLAY m cseq 2 | CSeq: 2 | Session: 4"}},
      {"a browser", "GET / HTTP/1.1\r\nHost: h:8554\r\nAccept: text/html\r\n\r\n", {"http GET /"}},
      {"an unknown method is the server's to refuse",
       "FETCH rtsp://h/m RTSP/1.0\r\nCSeq: 1\r\n\r\n",
       {"standard FETCH rtsp://h/m cseq 1 | CSeq: 1"}},
  };
  return samples;
}

}  // namespace zoetrope::rtsp
