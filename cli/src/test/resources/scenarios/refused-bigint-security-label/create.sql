CREATE TABLE orders (id int PRIMARY KEY, total int);
CREATE TABLE lines (id int PRIMARY KEY, order_id int REFERENCES orders);
SELECT label('lines', 2);
