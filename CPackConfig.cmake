# SPDX-License-Identifier: MIT
# What CPack packs: zoetrope (launcher and player) and zoetrope-server (which pulls in no GUI library), from the components
# of installer/CMakeLists.txt. ./run package builds what they need first, makes them and looks at them.
set(CPACK_PACKAGE_NAME zoetrope)
set(CPACK_PACKAGE_VENDOR "The Zoetrope authors")
set(CPACK_PACKAGE_CONTACT "${ZOETROPE_MAINTAINER}")
# Each package has its own, the first line of its description.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/package")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_STRIP_FILES TRUE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
# Whatever the umask of who packs.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
# The programs are built by name: not the tests, too.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY TRUE)

set(CPACK_GENERATOR DEB)
set(CPACK_COMPONENTS_ALL server desktop)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)

set(CPACK_DEBIAN_SERVER_PACKAGE_NAME zoetrope-server)
set(CPACK_DEBIAN_SERVER_PACKAGE_SECTION net)
set(CPACK_COMPONENT_SERVER_DESCRIPTION
    "Motion-JPEG streaming server (RTSP and RTP)
Serves the Motion-JPEG movies of a folder by RTSP and RTP, to the player of
the package zoetrope, to ffmpeg, GStreamer and what is built on them, and to
the programs of a networking lab in the lab's own dialect. Lost packets are
sent again, quality follows what the network takes, and a bad network can be
simulated to see what it does.
.
It needs no display. Demo movies are included.")

set(CPACK_DEBIAN_DESKTOP_PACKAGE_NAME zoetrope)
set(CPACK_DEBIAN_DESKTOP_PACKAGE_SECTION video)
set(CPACK_DEBIAN_DESKTOP_PACKAGE_DEPENDS "zoetrope-server (= ${PROJECT_VERSION}), hicolor-icon-theme")
set(CPACK_COMPONENT_DESKTOP_DESCRIPTION
    "try, serve and watch Motion-JPEG streams in one window
Zoetrope streams Motion-JPEG movies by RTSP and RTP. One click plays a demo
on this machine; another serves a folder of movies to others; a third watches
what another machine serves. The player shows what the network does to the
stream, in charts and in a report to print.
.
The player also plays JPEG streams of other RTSP servers and cameras, and
works without a display.")

include(CPack)
