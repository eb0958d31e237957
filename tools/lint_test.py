#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The lint goes red: each case puts one fault into a small sound tree and expects exactly that complaint."""
import os
import tempfile
import unittest

import core_symbols
import lint

SPDX = "// SPDX-License-Identifier: MIT\n"
SOUND = {
    "libstream/base/bytes.h": SPDX + "#pragma once\n",
    "libstream/rtp/packet.h": SPDX + '#pragma once\n#include "libstream/base/bytes.h"\n',
    "libstream/rtp/packet.cpp": SPDX + '#include "libstream/rtp/packet.h"\n\n#include <vector>\n',
    "libstream/rtp/CMakeLists.txt": "# SPDX-License-Identifier: MIT\ntarget_sources(core PRIVATE packet.cpp)\n",
    "libstream/rtcp/packet.h": SPDX + '#pragma once\n#include "libstream/rtp/packet.h"\n',
    "libstream/net/loop.h": SPDX + "#pragma once\n#include <thread>\n#include <Poco/Net/Socket.h>\n",
    "rtsp_server/app.h": SPDX + '#pragma once\n#include "libstream/net/loop.h"\n',
    "rtsp_client/engine.h": SPDX + '#pragma once\n#include "libstream/rtcp/packet.h"\n',
    "rtsp_client/window/frame.h": SPDX + "#pragma once\n#include <wx/frame.h>\n",
}


class LintTest(unittest.TestCase):
    def complaints(self, faults):
        with tempfile.TemporaryDirectory() as root:
            for path, text in {**SOUND, **faults}.items():
                os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8", newline="") as file:
                    file.write(text)
            return lint.Lint(root).run()

    def assert_red(self, path, text, word):
        complaints = self.complaints({path: text})
        self.assertEqual(1, len(complaints), complaints)
        self.assertTrue(complaints[0].startswith(path + ":"), complaints)
        self.assertIn(word, complaints[0])

    def test_a_sound_tree_is_green(self):
        self.assertEqual([], self.complaints({}))

    def test_an_arrow_up_is_red(self):
        self.assert_red("libstream/base/time.h", SPDX + '#pragma once\n#include "libstream/rtp/packet.h"\n', "must not include rtp")

    def test_an_arrow_across_a_layer_is_red(self):
        self.assert_red("libstream/jpeg/info.h", SPDX + '#pragma once\n#include "libstream/rtp/packet.h"\n', "must not include rtp")

    def test_server_and_client_never_include_each_other(self):
        self.assert_red("rtsp_server/x.h", SPDX + '#pragma once\n#include "rtsp_client/engine.h"\n', "must not include rtsp_client")
        self.assert_red("rtsp_client/x.h", SPDX + '#pragma once\n#include "rtsp_server/app.h"\n', "must not include rtsp_server")

    def test_the_launcher_knows_only_base_and_control(self):
        self.assert_red("launcher/x.h", SPDX + '#pragma once\n#include "libstream/rtp/packet.h"\n', "must not include rtp")

    def test_tests_are_no_part_of_the_library(self):
        faults = {"tests/support/bytes.h": SPDX + "#pragma once\n"}
        faults["libstream/rtp/x.h"] = SPDX + '#pragma once\n#include "tests/support/bytes.h"\n'
        self.assertEqual(1, len(self.complaints(faults)))

    def test_wx_outside_the_window_is_red(self):
        self.assert_red("rtsp_client/x.h", SPDX + "#pragma once\n#include <wx/event.h>\n", "wx belongs")

    def test_sockets_and_threads_in_the_core_are_red(self):
        self.assert_red("libstream/rtsp/x.h", SPDX + "#pragma once\n#include <Poco/Net/Socket.h>\n", "Poco/Net belongs")
        self.assert_red("libstream/rtsp/x.h", SPDX + "#pragma once\n#include <thread>\n", "no threads")

    def test_a_platform_header_outside_its_files_is_red(self):
        self.assert_red("libstream/movie/x.h", SPDX + "#pragma once\n#include <sys/mman.h>\n", "_linux")
        self.assertEqual([], self.complaints({"libstream/movie/x_posix.h": SPDX + "#pragma once\n#include <sys/mman.h>\n"}))

    def test_a_header_that_the_compilers_lack_is_red(self):
        self.assert_red("libstream/base/x.h", SPDX + "#pragma once\n#include <format>\n", "GCC 12")

    def test_an_include_that_is_not_from_the_root_is_red(self):
        self.assert_red("libstream/rtp/x.h", SPDX + '#pragma once\n#include "packet.h"\n', "no file packet.h")

    def test_missing_licence_line_and_guard_are_red(self):
        self.assert_red("libstream/base/x.h", "#pragma once\n", "SPDX")
        self.assert_red("libstream/base/x.h", SPDX, "#pragma once")

    def test_another_header_before_the_own_is_red(self):
        self.assert_red("libstream/rtp/packet.cpp", SPDX + '#include <vector>\n\n#include "libstream/rtp/packet.h"\n', "comes first")

    def test_a_source_that_is_never_compiled_is_red(self):
        self.assert_red("libstream/rtp/forgotten.cpp", SPDX, "no CMakeLists.txt")

    def test_white_space_and_line_ends_are_red(self):
        self.assert_red("notes/x.md", "word \n", "white space")
        self.assert_red("notes/x.md", "word", "last line")

    def test_a_word_of_a_document_that_is_not_there_is_red(self):
        self.assert_red("libstream/base/x.h", SPDX + "// See docs" + "/nowhere.md.\n#pragma once\n", "no file docs" + "/nowhere.md")

    def test_a_host_of_the_network_is_red(self):
        self.assert_red("scripts/x.sh", "# SPDX-License-Identifier: MIT\nfetch http" + "://mirror.somewhere.test/x\n", "names a host")


class CoreSymbolsTest(unittest.TestCase):
    LISTING = "\npacket.cpp.o:\n                 U memcpy\n                 U {}\n"

    def test_plain_code_is_green(self):
        self.assertEqual([], core_symbols.breaches(self.LISTING.format("_Znwm"), set()))

    def test_sockets_clocks_threads_and_files_are_red(self):
        for symbol in ("socket", "clock_gettime", "pthread_create@GLIBC_2.34", "open64", "fopen",
                       "_ZNSt6chrono3_V212steady_clock3nowEv", "_ZN4Poco3Net6SocketC1Ev"):
            self.assertEqual(1, len(core_symbols.breaches(self.LISTING.format(symbol), set())), symbol)

    def test_only_movie_objects_may_open_files(self):
        self.assertEqual([], core_symbols.breaches(self.LISTING.format("open64"), {"packet.cpp.o"}))
        self.assertEqual(1, len(core_symbols.breaches(self.LISTING.format("socket"), {"packet.cpp.o"})))


if __name__ == "__main__":
    unittest.main()
