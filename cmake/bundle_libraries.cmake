# SPDX-License-Identifier: MIT
# Run by CPack between installing into its own folder and packing. A DEB takes its libraries from Debian. On other systems
# those of Debian 12 have other names, or are not there: RPM and archive get their own, in lib/zoetrope.
if(CPACK_GENERATOR STREQUAL "RPM")
  set(prefixes "${CPACK_TEMPORARY_DIRECTORY}/server/usr" "${CPACK_TEMPORARY_DIRECTORY}/desktop/usr")
elseif(CPACK_GENERATOR STREQUAL "STGZ")
  set(prefixes "${CPACK_TEMPORARY_DIRECTORY}")
  # A service is the system's, and reads the programs in /usr; a changelog for Debian is none of the archive's.
  file(REMOVE_RECURSE "${CPACK_TEMPORARY_DIRECTORY}/lib/systemd" "${CPACK_TEMPORARY_DIRECTORY}/lib/tmpfiles.d")
  file(INSTALL "${CPACK_ZOETROPE_SOURCE_DIR}/installer/archive/README" DESTINATION "${CPACK_TEMPORARY_DIRECTORY}/share/doc/zoetrope")
else()
  return()
endif()
find_program(python NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH REQUIRED)
execute_process(COMMAND "${python}" -B "${CPACK_ZOETROPE_SOURCE_DIR}/tools/bundle_libraries.py" ${prefixes} COMMAND_ERROR_IS_FATAL ANY)
