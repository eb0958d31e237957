# SPDX-License-Identifier: MIT
# What every target of the project shares: language level, warnings, where programs land, how a test is declared.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")

option(ZOETROPE_WERROR "Warnings end the build" ON)
set(ZOETROPE_SANITIZE "" CACHE STRING "Sanitizers to build with, as -fsanitize takes them")

add_library(zoetrope_options INTERFACE)
target_include_directories(zoetrope_options INTERFACE "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/generated")
target_compile_options(zoetrope_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
                                                  -Wimplicit-fallthrough $<$<BOOL:${ZOETROPE_WERROR}>:-Werror>)
if(WIN32 AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 for Windows sees uninitialised strings in moved-from std::variants where there are none.
  target_compile_options(zoetrope_options INTERFACE -Wno-maybe-uninitialized)
endif()
if(ZOETROPE_SANITIZE)
  target_compile_options(zoetrope_options INTERFACE -fsanitize=${ZOETROPE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(zoetrope_options INTERFACE -fsanitize=${ZOETROPE_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Instrumented code hides from GCC 12 which member of a std::variant is alive.
    target_compile_options(zoetrope_options INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()
configure_file("${PROJECT_SOURCE_DIR}/cmake/version.h.in" "${PROJECT_BINARY_DIR}/generated/zoetrope_version.h" @ONLY)

if(WIN32 AND CMAKE_CROSSCOMPILING)
  set(CMAKE_CROSSCOMPILING_EMULATOR "${PROJECT_SOURCE_DIR}/tools/wine_run.sh")
endif()

# zoetrope_test(NAME sources… LIBS targets…): one Boost.Test executable NAME_test, known to CTest as NAME. Its own code is not
# optimised, what it tests is: it compiles sooner.
function(zoetrope_test NAME)
  cmake_parse_arguments(ARG "" "" "LIBS" ${ARGN})
  add_executable(${NAME}_test ${ARG_UNPARSED_ARGUMENTS})
  target_link_libraries(${NAME}_test PRIVATE zoetrope_test_main ${ARG_LIBS})
  target_compile_options(${NAME}_test PRIVATE -O0)
  if(ARG_LIBS MATCHES "zoetrope_(net|server_core|client_core|client_window|test_sockets)")
    target_link_libraries(${NAME}_test PRIVATE zoetrope_test_network)
  endif()
  set_target_properties(${NAME}_test PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
  add_test(NAME ${NAME} COMMAND ${NAME}_test --report_level=short --log_level=message)
  set_tests_properties(${NAME} PROPERTIES TIMEOUT 300)
endfunction()

# The same for tests that use the real movies beside a checkout (../shared/media): skipped visibly where there are none.
set(ZOETROPE_MEDIA_DIR "${PROJECT_SOURCE_DIR}/../shared/media" CACHE PATH "Real movies for the tests that use them")
function(zoetrope_media_test NAME)
  zoetrope_test(${NAME} ${ARGN})
  target_compile_definitions(${NAME}_test PRIVATE ZOETROPE_MEDIA_DIR="${ZOETROPE_MEDIA_DIR}")
  if(NOT EXISTS "${ZOETROPE_MEDIA_DIR}/movie.Mjpeg")
    add_test(NAME ${NAME}_without_media COMMAND ${CMAKE_COMMAND} -E echo "skipped: ${NAME} needs the movies in ${ZOETROPE_MEDIA_DIR}")
    set_tests_properties(${NAME}_without_media PROPERTIES SKIP_REGULAR_EXPRESSION "skipped:")
    set_tests_properties(${NAME} PROPERTIES DISABLED TRUE)
  endif()
endfunction()

# zoetrope_windows_program(NAME DESCRIPTION [WINDOWS]): icon, version, manifest and, for what has windows, wx's cursors. Nothing elsewhere.
function(zoetrope_windows_program NAME DESCRIPTION)
  if(NOT WIN32 OR NOT ZOETROPE_GUI)
    return()
  endif()
  get_target_property(PROGRAM_FILE ${NAME} OUTPUT_NAME)
  if(NOT PROGRAM_FILE)
    set(PROGRAM_FILE ${NAME})
  endif()
  set(PROGRAM_DESCRIPTION "${DESCRIPTION}")
  set(PROGRAM_HAS_WINDOWS 0)
  if("WINDOWS" IN_LIST ARGN)
    set(PROGRAM_HAS_WINDOWS 1)
  endif()
  set(PROGRAM_ICON "${PROJECT_BINARY_DIR}/installer/windows/zoetrope.ico")
  configure_file("${PROJECT_SOURCE_DIR}/installer/windows/program.rc.in" "${PROJECT_BINARY_DIR}/generated/${NAME}.rc" @ONLY)
  target_sources(${NAME} PRIVATE "${PROJECT_BINARY_DIR}/generated/${NAME}.rc")
  set_source_files_properties("${PROJECT_BINARY_DIR}/generated/${NAME}.rc" PROPERTIES OBJECT_DEPENDS
                              "${PROGRAM_ICON};${PROJECT_SOURCE_DIR}/installer/windows/program.manifest")
  add_dependencies(${NAME} windows_icon)
endfunction()
