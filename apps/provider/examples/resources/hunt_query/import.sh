# By its id, or by its name.
terraform import hunt_query.data_centre 'Network of the data centre'
