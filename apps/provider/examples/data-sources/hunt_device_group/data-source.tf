data "hunt_device_group" "kiosks" {
  name = "Kiosks"
}

output "device_group" {
  value = data.hunt_device_group.kiosks.id
}
