resource "hunt_device_group" "laptops" {
  name        = "Laptops"
  description = "Devices that leave the office"
  device_type = "workstation"
}
