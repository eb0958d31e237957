# SPDX-License-Identifier: MIT
# What CPack reads for each kind of package that it makes (CPACK_PROJECT_CONFIG_FILE).
if(CPACK_GENERATOR STREQUAL "STGZ")
  # Wherever it is unpacked; both components in one.
  set(CPACK_PACKAGING_INSTALL_PREFIX "/")
endif()
