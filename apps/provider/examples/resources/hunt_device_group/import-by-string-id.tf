import {
  to = hunt_device_group.laptops
  id = "Laptops"
}
