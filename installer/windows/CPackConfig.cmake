# SPDX-License-Identifier: MIT
# The installer for Windows: one file, for the user who runs it, without administrator rights. NSIS.template.in beside is
# the whole of its script; CPack gives it the list of files.
set(CPACK_GENERATOR NSIS)
set(CPACK_PACKAGE_NAME zoetrope)
set(CPACK_PACKAGE_VENDOR "The Zoetrope authors")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/package")
set(CPACK_PACKAGE_FILE_NAME "zoetrope-${PROJECT_VERSION}-windows-x86_64")
set(CPACK_PACKAGE_INSTALL_DIRECTORY Zoetrope)
set(CPACK_PACKAGE_INSTALL_REGISTRY_KEY Zoetrope)
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_MODULE_PATH "${PROJECT_SOURCE_DIR}/installer/windows")
set(CPACK_MONOLITHIC_INSTALL ON)
set(CPACK_STRIP_FILES ON)
# The programs are built by name: not the tests, too.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY TRUE)
set(CPACK_NSIS_COMPRESSOR "/SOLID lzma")
# A stub for 64-bit systems, which the programs need anyway.
set(CPACK_NSIS_DEFINES "  Target amd64-unicode")
set(CPACK_NSIS_MUI_ICON "${PROJECT_BINARY_DIR}/installer/windows/zoetrope.ico")
include(CPack)
