# SPDX-License-Identifier: MIT
# For Poco, compiled many sources at once (CMAKE_UNITY_BUILD): those of zlib and PCRE, and of Foundation's what has a `sh`, a
# `mutex` or a macro in common with others, are set apart.
function(poco_sources_apart)
  set(apart Base32Decoder Base64Decoder ErrorHandler LoggingFactory LoggingRegistry NotificationCenter NotificationQueue
      PriorityNotificationQueue SHA1Engine TemporaryFile TextEncoding ThreadLocal ThreadPool URIStreamOpener UUIDGenerator)
  list(JOIN apart "|" apart)
  get_target_property(sources Foundation SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.c$|/(${apart})\\.cpp$")
  get_target_property(folder Foundation SOURCE_DIR)
  list(TRANSFORM sources REPLACE "^src/" "${folder}/src/")
  set_source_files_properties(${sources} TARGET_DIRECTORY Foundation PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
cmake_language(DEFER CALL poco_sources_apart)
