import {
  to = hunt_extension.shadow_copies
  id = "Shadow Copies"
}
