# SPDX-License-Identifier: MIT
# Stands where FindwxWidgets has a file that sets include folders and definitions: wxWidgets_LIBRARIES are targets that carry
# them.
