# SPDX-License-Identifier: MIT
# With CMAKE_UNITY_BUILD, which the presets have that build everything once more, sources are compiled many at once, which is
# sooner done; with ZOETROPE_TESTS_TOGETHER the tests' only. These have names of their own that others have, too ("redefinition of"
# tells of a new one). Included last.
foreach(target IN ITEMS server_wire_test zoetrope_launcher_window)
  if(TARGET ${target})
    set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
  endif()
endforeach()

function(not_together target)
  if(TARGET ${target})
    list(TRANSFORM ARGN PREPEND "${PROJECT_SOURCE_DIR}/")
    set_source_files_properties(${ARGN} TARGET_DIRECTORY ${target} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
endfunction()
not_together(client_session_test tests/rtsp_client/report_writer_test.cpp)
not_together(congestion_test tests/libstream/congestion/sent_packets_test.cpp)
not_together(launcher_core_test tests/launcher/restart_policy_test.cpp tests/launcher/restarts_test.cpp
             tests/launcher/supervised_child_test.cpp)
not_together(launcher_processes_test tests/launcher/single_instance_test.cpp)
not_together(movie_test tests/libstream/movie/movie_index_test.cpp)
not_together(net_test tests/libstream/net/tcp_test.cpp tests/libstream/net/udp_socket_test.cpp)
not_together(playback_test tests/libstream/playback/standard_assembler_test.cpp)
not_together(report_test tests/libstream/report/svg_chart_test.cpp)
not_together(rtcp_test tests/libstream/rtcp/reception_test.cpp)
not_together(rtp_test tests/libstream/rtp/nack_schedule_test.cpp tests/libstream/rtp/pacer_test.cpp)
not_together(rtsp_test tests/libstream/rtsp/range_header_test.cpp tests/libstream/rtsp/reply_reader_test.cpp
             tests/libstream/rtsp/server_reader_limits_test.cpp tests/libstream/rtsp/uri_test.cpp)
not_together(server_logic_test tests/rtsp_server/impaired_out_test.cpp tests/rtsp_server/parts_test.cpp
             tests/rtsp_server/quality_chooser_test.cpp tests/rtsp_server/renditions_test.cpp
             tests/rtsp_server/retransmitter_test.cpp tests/rtsp_server/session_rate_test.cpp
             tests/rtsp_server/session_reports_test.cpp tests/rtsp_server/standard_session_test.cpp)
not_together(zoetrope_client_window rtsp_client/window/controls_panel.cpp rtsp_client/window/conversation_panel.cpp
             rtsp_client/window/message_bar.cpp rtsp_client/window/network_panel.cpp rtsp_client/window/picture_panel.cpp
             rtsp_client/window/player_frame.cpp rtsp_client/window/status_fields.cpp rtsp_client/window/strip_chart.cpp
             rtsp_client/window/time_line.cpp)
not_together(zoetrope_core libstream/congestion/queue_controller.cpp libstream/jpeg/reencode.cpp libstream/jpeg/requantise.cpp
             libstream/jpeg/rfc2435_packetizer.cpp libstream/jpeg/segment_reader.cpp libstream/playback/standard_assembler.cpp
             libstream/report/session_sums.cpp libstream/rtcp/sender_state.cpp libstream/rtp/retransmission.cpp
             libstream/rtsp/auth.cpp libstream/rtsp/uri.cpp)
not_together(zoetrope_net libstream/net/udp_socket.cpp)
not_together(zoetrope_server_core rtsp_server/transport_choice.cpp)
# What the system's own headers define, which must not reach others, and must come first in theirs.
foreach(target IN ITEMS zoetrope_core zoetrope_net zoetrope_launcher_core zoetrope_client_window zoetrope_widgets launcher_processes_test
                        client_program_test)
  if(TARGET ${target} AND WIN32)
    get_target_property(sources ${target} SOURCES)
    list(FILTER sources INCLUDE REGEX "_win(_test)?\\.cpp$")
    get_target_property(folder ${target} SOURCE_DIR)
    foreach(source IN LISTS sources)
      cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${folder}" NORMALIZE)
      set_source_files_properties("${source}" TARGET_DIRECTORY ${target} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endforeach()
  endif()
endforeach()
# A fixture in an unnamed namespace is one file's; of many at once it would be all of theirs, and a name hides one of another file.
set(together "$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>")
target_compile_options(zoetrope_options INTERFACE $<${together}:-Wno-shadow> $<$<AND:${together},$<CXX_COMPILER_ID:GNU>>:-Wno-subobject-linkage>)
