import { tableIn } from "./lines.ts";

/** Name, short name, country, region, address, industry, sector, domain, phone form (`#` is a digit, `N` is 2 to 9), size. */
export const EN_COMPANIES = tableIn(`
Hartwell Automation Pte. Ltd.|Hartwell|Singapore|Singapore|8 Tuas Avenue 12, Singapore 639239|machinery|Factory automation|hartwell-auto.sg|+65 6### ####|medium
Straits Coldchain Logistics Pte. Ltd.|Straits Coldchain|Singapore|Singapore|21 Pandan Crescent, Singapore 128471|logistics|Cold storage|straitscoldchain.sg|+65 6### ####|medium
Kallang Print & Label Pte. Ltd.|Kallang Print|Singapore|Singapore|53 Kallang Place, Singapore 339177|manufacturing|Label printing|kallangprint.sg|+65 6### ####|small
Merbau MedTech Pte. Ltd.|Merbau MedTech|Singapore|Singapore|2 Science Park Drive, Singapore 118222|medical|Surgical disposables|merbaumed.sg|+65 6### ####|small
Selangor Mouldtech Sdn. Bhd.|Selangor Mouldtech|Malaysia|Selangor|Lot 14, Jalan Utas 15/7, 40200 Shah Alam|manufacturing|Injection moulding|mouldtech.my|+60 3-5### ####|medium
Perai Circuit Works Sdn. Bhd.|Perai Circuit|Malaysia|Penang|2503 Tingkat Perusahaan 4, 13600 Perai|electronics|PCB assembly|peraicircuit.my|+60 4-3## ####|large
Johor Edible Oils Sdn. Bhd.|Johor Edible Oils|Malaysia|Johor|PLO 338, Jalan Tembaga 2, 81700 Pasir Gudang|food|Palm oil refining|johoredible.my|+60 7-2## ####|medium
Titiwangsa Trading Sdn. Bhd.|Titiwangsa|Malaysia|Kuala Lumpur|Jalan Ipoh Batu 5, 51200 Kuala Lumpur|retail|Office supplies|titiwangsa-trading.my|+60 3-6### ####|small
Song Hau Precision Co., Ltd.|Song Hau|Vietnam|Binh Duong|12 VSIP Street 6, Thuan An, Binh Duong|manufacturing|CNC machining|songhau-precision.vn|+84 274 3## ####|medium
Bac Ninh Optics JSC|Bac Ninh Optics|Vietnam|Bac Ninh|Lot H3, Que Vo Industrial Park, Bac Ninh|electronics|Camera modules|bnoptics.vn|+84 222 3## ####|large
Minh Quan Packaging Co., Ltd.|Minh Quan|Vietnam|Dong Nai|Road 5, Long Thanh Industrial Park, Dong Nai|manufacturing|Corrugated packaging|minhquanpack.vn|+84 251 3## ####|small
Red Delta Seafood JSC|Red Delta|Vietnam|Hai Phong|Dinh Vu Industrial Zone, Hai An, Hai Phong|food|Seafood processing|reddelta.vn|+84 225 3## ####|medium
Chao Phraya Autoparts Co., Ltd.|Chao Phraya Autoparts|Thailand|Samut Prakan|700 Moo 4, Bangpoo Industrial Estate, Samut Prakan|automotive|Stamped parts|cpautoparts.co.th|+66 2 7## ####|large
Lanna Ceramics Co., Ltd.|Lanna Ceramics|Thailand|Lamphun|99 Moo 4, Northern Region Industrial Estate, Lamphun|manufacturing|Technical ceramics|lannaceramics.co.th|+66 53 5## ###|small
Siam Harvest Foods PCL|Siam Harvest|Thailand|Nakhon Pathom|41 Phetkasem Road, Nakhon Pathom 73000|food|Frozen foods|siamharvest.co.th|+66 34 2## ###|large
PT Cikarang Teknik Mandiri|Cikarang Teknik|Indonesia|West Java|Jl. Jababeka IV Blok V No. 71, Cikarang|machinery|Machine shop|cikarangteknik.co.id|+62 21 89## ####|medium
PT Nusantara Kemas Prima|Nusantara Kemas|Indonesia|East Java|Jl. Rungkut Industri III No. 20, Surabaya|manufacturing|Flexible packaging|kemasprima.co.id|+62 31 84# ####|medium
Luzon Wire & Harness Corp.|Luzon Wire|Philippines|Laguna|Block 5, Laguna Technopark, Biñan|automotive|Wire harnesses|luzonwire.ph|+63 49 5## ####|medium
Cebu Bay Fabrication Inc.|Cebu Bay|Philippines|Cebu|MEPZ II, Basak, Lapu-Lapu City|manufacturing|Steel fabrication|cebubayfab.ph|+63 32 3## ####|small
Kaneda Seiki K.K.|Kaneda Seiki|Japan|Osaka|3-4-12 Takaida-nishi, Higashiosaka, Osaka 577-0067|machinery|Gear cutting|kaneda-seiki.jp|+81 6-67##-####|small
Suwako Denshi Kogyo Co., Ltd.|Suwako Denshi|Japan|Nagano|1820 Shimosuwa, Suwa-gun, Nagano 393-0000|electronics|Sensors|suwakodenshi.jp|+81 266-2#-####|medium
Toyama Fine Pack Co., Ltd.|Toyama Fine Pack|Japan|Toyama|455 Mizuhashi, Toyama 939-3500|manufacturing|Pharma packaging|finepack-toyama.jp|+81 76-4##-####|small
Harborline Distribution Inc.|Harborline|United States|California|1455 Knox Street, Torrance, CA 90502|logistics|Distribution centres|harborlinedist.com|+1 (310) N##-####|medium
Northgate Packaging Inc.|Northgate Packaging|United States|Illinois|880 Lively Blvd, Elk Grove Village, IL 60007|manufacturing|Folding cartons|northgatepkg.com|+1 (847) N##-####|medium
Cedar Ridge Medical Supply LLC|Cedar Ridge|United States|Ohio|6200 Enterprise Pkwy, Solon, OH 44139|medical|Medical distribution|cedarridgemed.com|+1 (440) N##-####|small
Piedmont Tool & Die Co.|Piedmont Tool|United States|North Carolina|412 Westinghouse Blvd, Charlotte, NC 28273|manufacturing|Tool and die|piedmonttool.com|+1 (704) N##-####|small
Blue Mesa Robotics Inc.|Blue Mesa|United States|Texas|2101 Donley Drive, Austin, TX 78758|technology|Robot integration|bluemesarobotics.com|+1 (512) N##-####|small
Great Lakes Fluid Power Corp.|Great Lakes Fluid|United States|Michigan|33900 Capitol Street, Livonia, MI 48150|machinery|Hydraulics|glfluidpower.com|+1 (734) N##-####|medium
Aspen Grove Foods LLC|Aspen Grove|United States|Oregon|9200 SE Lawnfield Road, Clackamas, OR 97015|food|Organic snacks|aspengrovefoods.com|+1 (503) N##-####|small
Brenner & Voss GmbH|Brenner & Voss|Germany|Baden-Württemberg|Daimlerstraße 41, 70736 Fellbach|machinery|Special machines|brenner-voss.de|+49 711 5## ###|medium
Ostheim Messtechnik GmbH & Co. KG|Ostheim Messtechnik|Germany|Hessen|Rudolf-Diesel-Straße 8, 35463 Fernwald|electronics|Measuring technology|ostheim-messtechnik.de|+49 641 4## ###|small
Rheinbach Kunststofftechnik GmbH|Rheinbach Kunststoff|Germany|Nordrhein-Westfalen|Boschstraße 17, 53359 Rheinbach|manufacturing|Plastics processing|rheinbach-kt.de|+49 2226 8## ##|small
Lindqvist Maskin AB|Lindqvist Maskin|Sweden|Västra Götaland|Järnmalmsgatan 9, 417 05 Göteborg|machinery|Machine dealer|lindqvistmaskin.se|+46 31 7## ## ##|small
Van der Meulen Logistiek B.V.|Van der Meulen|Netherlands|Noord-Brabant|Vossenberg 22, 5047 Tilburg|logistics|Contract logistics|vdmeulenlogistiek.nl|+31 13 5## ## ##|medium
Ashcombe Instruments Ltd|Ashcombe|United Kingdom|West Midlands|Unit 6, Torrington Avenue, Coventry CV4 9AP|electronics|Test instruments|ashcombe-instruments.co.uk|+44 24 76## ####|small
Pennine Bakery Group Ltd|Pennine Bakery|United Kingdom|West Yorkshire|Low Mills, Ravensthorpe Road, Dewsbury WF13|food|Industrial bakery|penninebakery.co.uk|+44 1924 4#####|medium
Ferrandi Packaging S.r.l.|Ferrandi|Italy|Emilia-Romagna|Via dell'Industria 27, 40064 Ozzano dell'Emilia|machinery|Packaging lines|ferrandipackaging.it|+39 051 79####|medium
Talleres Goikoa S.L.|Goikoa|Spain|Gipuzkoa|Polígono Akarregi 11, 20120 Hernani|machinery|Machine tools|goikoa.es|+34 943 55####|small
Zielona Dolina Sp. z o.o.|Zielona Dolina|Poland|Dolnośląskie|ul. Fabryczna 14, 55-080 Kąty Wrocławskie|food|Dairy|zielonadolina.pl|+48 71 3## ## ##|medium
Marmara Tekstil Makina A.Ş.|Marmara Tekstil|Türkiye|Bursa|Demirtaş OSB, Mustafa Karaer Cd. 18, Bursa|machinery|Textile machines|marmaratekstil.com.tr|+90 224 26# ## ##|medium
Deccan Forge & Alloys Pvt. Ltd.|Deccan Forge|India|Maharashtra|Plot 77, MIDC Chakan Phase II, Pune 410501|automotive|Forgings|deccanforge.in|+91 20 67## ####|large
Coromandel Pharma Packs Pvt. Ltd.|Coromandel Packs|India|Tamil Nadu|B-14 SIPCOT, Oragadam, Chennai 602105|medical|Blister packs|coromandelpacks.in|+91 44 27## ####|medium
Gulf Crest Contracting LLC|Gulf Crest|United Arab Emirates|Dubai|Al Quoz Industrial 3, Dubai|construction|MEP contracting|gulfcrest.ae|+971 4 3## ####|large
Ras Falcon Trading FZE|Ras Falcon|United Arab Emirates|Sharjah|SAIF Zone, Block Q4, Sharjah|retail|Office equipment|rasfalcon.ae|+971 6 5## ####|small
Wattle Creek Winery Supplies Pty Ltd|Wattle Creek|Australia|South Australia|31 Barossa Valley Way, Nuriootpa SA 5355|food|Winery equipment|wattlecreek.com.au|+61 8 85## ####|small
Southern Cross Mining Parts Pty Ltd|Southern Cross Parts|Australia|Western Australia|18 Kewdale Road, Welshpool WA 6106|energy|Mining spares|scminingparts.com.au|+61 8 93## ####|medium
Tasman Labelling Ltd|Tasman Labelling|New Zealand|Auckland|14 Highbrook Drive, East Tāmaki, Auckland 2013|manufacturing|Labelling|tasmanlabelling.co.nz|+64 9 27# ####|small
Maple Ridge Controls Inc.|Maple Ridge|Canada|Ontario|2785 Skymark Avenue, Mississauga, ON L4W 4Y3|technology|Control systems|mapleridgecontrols.ca|+1 (905) N##-####|small
Indústria Santa Rita Ltda.|Santa Rita|Brazil|São Paulo|Av. das Indústrias 1450, Indaiatuba SP|manufacturing|Metal stampings|santaritaind.com.br|+55 19 38##-####|medium
Sierra Nogal S.A. de C.V.|Sierra Nogal|Mexico|Nuevo León|Av. Industrial 605, Apodaca, N.L. 66600|automotive|Seat frames|sierranogal.mx|+52 81 83## ####|medium
Bosphorus Health Devices Ltd. Şti.|Bosphorus Health|Türkiye|İstanbul|İkitelli OSB, Başakşehir, İstanbul|medical|Patient monitors|bosphorushealth.com.tr|+90 212 67# ## ##|small
Kowloon Bay Office Systems Ltd.|Kowloon Bay Office|Hong Kong SAR|Kowloon|Unit 1204, 9 Wang Chiu Road, Kowloon Bay|retail|Office systems|kboffice.hk|+852 2### ####|small
Silvermine Freight Ltd.|Silvermine Freight|Hong Kong SAR|New Territories|28 Kwai Tak Street, Kwai Chung, N.T.|logistics|Freight forwarding|silverminefreight.hk|+852 2### ####|medium
`);
