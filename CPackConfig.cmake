# SPDX-License-Identifier: MIT
# What CPack packs: zoetrope (launcher and player) and zoetrope-server (which pulls in no GUI library), from the components
# of installer/CMakeLists.txt, as DEB and RPM; both together as a self-extracting archive (STGZ). ./run package builds what
# they need first, makes them and looks at them. cmake/bundle_libraries.cmake gives RPM and archive their own libraries.
set(CPACK_PACKAGE_NAME zoetrope)
set(CPACK_PACKAGE_VENDOR "The Zoetrope authors")
set(CPACK_PACKAGE_CONTACT "${ZOETROPE_MAINTAINER}")
# Each package has its own, the first line of its description.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/package")
set(CPACK_PACKAGE_FILE_NAME "zoetrope-${PROJECT_VERSION}-linux-${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_STRIP_FILES TRUE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
# Whatever the umask of who packs.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
# The programs are built by name: not the tests, too.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY TRUE)
set(CPACK_PROJECT_CONFIG_FILE "${PROJECT_SOURCE_DIR}/cmake/package_options.cmake")
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/bundle_libraries.cmake")
set(CPACK_ZOETROPE_SOURCE_DIR "${PROJECT_SOURCE_DIR}")

set(CPACK_GENERATOR DEB)
set(CPACK_COMPONENTS_ALL server desktop)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)

set(server_description
    "Serves the Motion-JPEG movies of a folder by RTSP and RTP, to the player of
the package zoetrope, to ffmpeg, GStreamer and what is built on them, and to
the programs of a networking lab in the lab's own dialect. Lost packets are
sent again, quality follows what the network takes, and a bad network can be
simulated to see what it does.")
set(desktop_description
    "Zoetrope streams Motion-JPEG movies by RTSP and RTP. One click plays a demo
on this machine; another serves a folder of movies to others; a third watches
what another machine serves. The player shows what the network does to the
stream, in charts and in a report to print.")
set(CPACK_COMPONENT_SERVER_DESCRIPTION
    "Motion-JPEG streaming server (RTSP and RTP)
${server_description}
.
It needs no display. Demo movies are included, and a service for systemd that
is switched off.")
set(CPACK_COMPONENT_DESKTOP_DESCRIPTION
    "try, serve and watch Motion-JPEG streams in one window
${desktop_description}
.
The player also plays JPEG streams of other RTSP servers and cameras, and
works without a display.")

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
# Slow, but gzip would be over 30 MB, and lintian does not take zstd.
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_THREADS 0)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)
set(CPACK_DEBIAN_SERVER_PACKAGE_NAME zoetrope-server)
set(CPACK_DEBIAN_SERVER_PACKAGE_SECTION net)
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_EXTRA
    "${PROJECT_SOURCE_DIR}/installer/debian/postinst;${PROJECT_SOURCE_DIR}/installer/debian/prerm;${PROJECT_SOURCE_DIR}/installer/debian/postrm")
set(CPACK_DEBIAN_DESKTOP_PACKAGE_NAME zoetrope)
set(CPACK_DEBIAN_DESKTOP_PACKAGE_SECTION video)
set(CPACK_DEBIAN_DESKTOP_PACKAGE_DEPENDS "zoetrope-server (= ${PROJECT_VERSION}), hicolor-icon-theme")

set(CPACK_RPM_COMPONENT_INSTALL ON)
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_COMPRESSION_TYPE gzip)
# Zoetrope's own, and those of the libraries that it brings (CPack has one for both packages): Poco, libjpeg-turbo, pcre,
# wxWidgets, libtiff, libnotify, libwebp, Lerc, jbig and X11's.
set(CPACK_RPM_PACKAGE_LICENSE
    "MIT AND BSL-1.0 AND IJG AND BSD-3-Clause AND Zlib AND LGPL-2.0-or-later WITH WxWindows-exception-3.1 AND libtiff AND LGPL-2.1-or-later AND Apache-2.0 AND GPL-2.0-or-later AND X11")
set(CPACK_RPM_PACKAGE_URL "${ZOETROPE_HOMEPAGE}")
set(CPACK_RPM_CHANGELOG_FILE "${PROJECT_BINARY_DIR}/installer/rpm-changelog")
# What lies in lib/zoetrope is nobody else's business, and nothing else has to bring it.
set(CPACK_RPM_SPEC_MORE_DEFINE
    "%define __provides_exclude_from ^%{_prefix}/lib/zoetrope/.*$
%define __requires_exclude ^lib(wx_|Poco|jpeg|tiff|webp|Lerc|jbig|deflate|notify|pcre|SM|ICE|Xtst|bsd|md).*$
%define packager ${ZOETROPE_MAINTAINER}
%define _build_id_links none
%define __brp_strip %{nil}
%define __brp_mangle_shebangs %{nil}")
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
    /usr/lib/systemd /usr/lib/systemd/system /usr/lib/tmpfiles.d /usr/share/applications /usr/share/metainfo /usr/share/mime /usr/share/mime/packages
    /usr/share/man /usr/share/man/man1 /usr/share/icons /usr/share/icons/hicolor /usr/share/icons/hicolor/scalable
    /usr/share/icons/hicolor/scalable/apps)
foreach(size 16 24 32 48 64 128 256)
  list(APPEND CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION /usr/share/icons/hicolor/${size}x${size}
       /usr/share/icons/hicolor/${size}x${size}/apps)
endforeach()
set(CPACK_RPM_SERVER_PACKAGE_NAME zoetrope-server)
set(CPACK_RPM_SERVER_PACKAGE_SUMMARY "Motion-JPEG streaming server (RTSP and RTP)")
set(CPACK_RPM_SERVER_PACKAGE_DESCRIPTION "${server_description}\n\nIt needs no display. Demo movies are included, and a service for systemd that\nis switched off.")
set(CPACK_RPM_SERVER_PACKAGE_GROUP "Applications/Internet")
set(CPACK_RPM_SERVER_POST_INSTALL_SCRIPT_FILE "${PROJECT_SOURCE_DIR}/installer/rpm/post.sh")
set(CPACK_RPM_SERVER_PRE_UNINSTALL_SCRIPT_FILE "${PROJECT_SOURCE_DIR}/installer/rpm/preun.sh")
set(CPACK_RPM_SERVER_POST_UNINSTALL_SCRIPT_FILE "${PROJECT_SOURCE_DIR}/installer/rpm/postun.sh")
set(CPACK_RPM_DESKTOP_PACKAGE_NAME zoetrope)
set(CPACK_RPM_DESKTOP_PACKAGE_SUMMARY "Try, serve and watch Motion-JPEG streams in one window")
set(CPACK_RPM_DESKTOP_PACKAGE_DESCRIPTION "${desktop_description}\n\nThe player also plays JPEG streams of other RTSP servers and cameras, and works\nwithout a display.")
set(CPACK_RPM_DESKTOP_PACKAGE_GROUP "Applications/Multimedia")
set(CPACK_RPM_DESKTOP_PACKAGE_REQUIRES "zoetrope-server = ${PROJECT_VERSION}, hicolor-icon-theme")
# What of others is in lib/zoetrope, for who looks for copies to mend.
set(CPACK_RPM_SERVER_PACKAGE_PROVIDES "bundled(poco), bundled(libjpeg-turbo), bundled(pcre)")
set(CPACK_RPM_DESKTOP_PACKAGE_PROVIDES "bundled(wxGTK), bundled(pcre2), bundled(libtiff), bundled(libwebp), bundled(libnotify)")

include(CPack)
