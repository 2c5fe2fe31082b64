process.stdout.write("faultline: nothing to run yet\n");
