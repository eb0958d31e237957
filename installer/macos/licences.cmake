# SPDX-License-Identifier: MIT
# copy_licences(LIBRARIES LICENCES ROOT…): for each library in the folder LIBRARIES, the licence of the package that has one of
# that name below a ROOT (as ROOT/PACKAGE/lib/NAME, with its licence in ROOT/PACKAGE) goes to LICENCES/PACKAGE/. Stops where a
# library has none.
function(copy_licences libraries licences)
  file(GLOB names RELATIVE "${libraries}" "${libraries}/*.dylib")
  foreach(name IN LISTS names)
    set(found FALSE)
    foreach(root IN LISTS ARGN)
      file(GLOB owners "${root}/*/lib/${name}")
      foreach(owner IN LISTS owners)
        cmake_path(GET owner PARENT_PATH package)
        cmake_path(GET package PARENT_PATH package)
        file(GLOB texts "${package}/LICEN[CS]E*" "${package}/licen[cs]e*" "${package}/COPYING*" "${package}/copying*"
             "${package}/COPYRIGHT*" "${package}/docs/licen[cs]e*" "${package}/share/doc/*/LICEN[CS]E*")
        list(FILTER texts EXCLUDE REGEX "\\.py$")
        if(texts)
          cmake_path(GET package FILENAME package_name)
          file(COPY ${texts} DESTINATION "${licences}/${package_name}")
          set(found TRUE)
        endif()
      endforeach()
    endforeach()
    if(NOT found)
      message(FATAL_ERROR "no licence was found for ${name}, which is brought along")
    endif()
  endforeach()
endfunction()
